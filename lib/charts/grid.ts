import type { Language } from "../catalogue/entry.js";
import type { ChartName } from "./chart-name.js";
import type { Palette } from "./palette.js";
import { baseLayout, type PlotlyFigure, plotlyText, roundTo, rowAxis } from "./plotly.js";
import { rowName } from "./svg.js";

/** Rows by columns, with a text in each cell; what a cell looks like is the chart's own. */
export interface GridChart extends ChartName {
  readonly rows: readonly { readonly name: string; readonly language?: Language }[];
  /** What the columns are, as a table's head says it. */
  readonly columnsAre: string;
  readonly columns: readonly string[];
}

export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** In small below it. */
  readonly note?: string;
}

/** Sizes in pixels, and the heads of the columns in the lines that they are written in. */
export interface GridForm {
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly heads: readonly (readonly string[])[];
  /** Default: as large as the rest of the chart. */
  readonly headSize?: number;
}

/**
 * Unseen marks that say a cell's row, column and more on hovering: the cells themselves are shapes, which do not, as
 * Plotly's own heat map is a bitmap, which a strict content security policy refuses.
 */
export function gridHover<Cell extends GridCell>(
  { rows, columns }: GridChart,
  cells: readonly Cell[],
  { figureOf, saidOf }: { figureOf(cell: Cell): number; saidOf(cell: Cell): string },
  { rowHeight }: GridForm,
  palette: Palette,
): PlotlyFigure["data"][number] {
  return {
    type: "scatter",
    mode: "markers",
    x: cells.map(({ column }) => column),
    y: cells.map(({ row }) => row),
    customdata: cells.map((cell) => roundTo(figureOf(cell))),
    text: cells.map((cell) =>
      plotlyText(`${rows[cell.row]!.name}, ${columns[cell.column]!}: ${saidOf(cell)}`),
    ),
    hoverinfo: "text",
    marker: { size: rowHeight, symbol: "square", opacity: 0, color: palette.paper },
  };
}

/** Layout of a grid without its shapes and texts: a unit of an axis for each column, and for each row. */
export function gridLayout(
  { rows, columns }: GridChart,
  { rowHeight, headHeight, heads, headSize }: GridForm,
  palette: Palette,
): Record<string, unknown> {
  return {
    ...baseLayout(palette, rows.length * rowHeight + headHeight + 24, rowHeight / 2),
    margin: { l: 24, r: 8, t: headHeight + 8, b: 8 },
    xaxis: {
      side: "top",
      range: [-0.5, columns.length - 0.5],
      tickmode: "array",
      tickvals: [...columns.keys()],
      ticktext: heads.map((lines) => lines.map(plotlyText).join("<br>")),
      tickfont: { ...(headSize !== undefined && { size: headSize }), color: palette.muted },
      tickangle: 0,
      showgrid: false,
      zeroline: false,
      fixedrange: true,
    },
    yaxis: rowAxis(rows.map(({ name }) => rowName(name))),
  };
}

/** What stands in the cells. */
export function gridTexts(cells: readonly GridCell[]): Record<string, unknown>[] {
  return cells.map(({ row, column, text, note }) => ({
    x: column,
    y: row,
    showarrow: false,
    text: [text, ...(note === undefined ? [] : [note])].map(plotlyText).join("<br>"),
  }));
}
