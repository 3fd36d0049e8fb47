import * as Plot from "@observablehq/plot";
import type { Language } from "../catalogue/entry.js";
import type { ChartName } from "./chart-name.js";
import type { Palette } from "./palette.js";
import { baseLayout, type PlotlyFigure, plotlyText, roundTo, rowAxis } from "./plotly.js";
import { drawSvg, rowName } from "./svg.js";

/** What came out of each row in each column: a box filled as far as it went well, and a word or two in it. */
export interface OutcomeGridChart extends ChartName {
  readonly kind: "outcome-grid";
  readonly rows: readonly { readonly name: string; readonly language?: Language }[];
  /** What the columns are, as a table's head says it. */
  readonly columnsAre: string;
  readonly columns: readonly string[];
  /** At most one for a row and a column; where there is none nothing was measured, or nothing happened. */
  readonly cells: readonly OutcomeCell[];
}

export interface OutcomeCell {
  readonly row: number;
  readonly column: number;
  /** From 0, an empty box, to 1, a full one. */
  readonly share: number;
  readonly text: string;
  /** In small below it. */
  readonly note?: string;
}

const ROW_HEIGHT = 42;
const HEAD_HEIGHT = 34;
/** Half of a box, in columns and in rows. */
const HALF = { width: 0.47, height: 0.43 };
/** Ink stays readable on it in either theme. */
const FILL_OPACITY = 0.32;

export function outcomeGridSvg(chart: OutcomeGridChart, palette: Palette): string {
  const boxes = chart.cells.map((cell) => ({
    ...cell,
    ...edges(cell),
    colour: colourOf(chart, cell, palette),
  }));
  const noted = boxes.filter(({ note }) => note !== undefined);
  const plain = boxes.filter(({ note }) => note === undefined);
  const place = { x: "column", y: "row", fill: palette.ink };
  const box = { x1: "left", x2: "right", y1: "top", y2: "bottom", rx: 3 };
  return drawSvg(
    chart,
    palette,
    {
      height: chart.rows.length * ROW_HEIGHT + HEAD_HEIGHT + 8,
      marginTop: HEAD_HEIGHT,
      marginBottom: 8,
      marginRight: 8,
      x: { domain: [-0.5, chart.columns.length - 0.5] },
      y: { domain: [-0.5, chart.rows.length - 0.5], reverse: true },
    },
    [
      Plot.axisX(
        chart.columns.map((_, column) => column),
        {
          anchor: "top",
          label: null,
          tickSize: 0,
          tickFormat: (column: number) => chart.columns[column]!,
          fill: palette.muted,
        },
      ),
      Plot.axisY(
        chart.rows.map((_, row) => row),
        {
          label: null,
          tickSize: 0,
          tickPadding: 10,
          tickFormat: (row: number) => rowName(chart.rows[row]!.name),
          fill: palette.ink,
        },
      ),
      Plot.rect(boxes, { ...box, fill: palette.shade, stroke: palette.line }),
      Plot.rect(
        boxes.filter(({ share }) => share > 0),
        { ...box, x2: "filled", fill: "colour", fillOpacity: FILL_OPACITY },
      ),
      Plot.text(plain, { ...place, text: "text" }),
      Plot.text(noted, { ...place, text: "text", dy: -6 }),
      Plot.text(noted, { ...place, text: "note", fontSize: 10, dy: 9 }),
    ],
  );
}

/** Boxes are shapes, as in a heat map: Plotly has no mark of that kind. */
export function outcomeGridFigure(chart: OutcomeGridChart, palette: Palette): PlotlyFigure {
  const { cells } = chart;
  return {
    data: [
      {
        type: "scatter",
        mode: "markers",
        x: cells.map(({ column }) => column),
        y: cells.map(({ row }) => row),
        customdata: cells.map(({ share }) => roundTo(share)),
        text: cells.map(({ row, column, text, note }) =>
          plotlyText(
            `${chart.rows[row]!.name}, ${chart.columns[column]!}: ${[text, note].filter(Boolean).join(", ")}`,
          ),
        ),
        hoverinfo: "text",
        marker: { size: ROW_HEIGHT, symbol: "square", opacity: 0, color: palette.paper },
      },
    ],
    layout: {
      ...baseLayout(palette, chart.rows.length * ROW_HEIGHT + HEAD_HEIGHT + 24, ROW_HEIGHT / 2),
      margin: { l: 24, r: 8, t: HEAD_HEIGHT + 8, b: 8 },
      xaxis: {
        side: "top",
        range: [-0.5, chart.columns.length - 0.5],
        tickmode: "array",
        tickvals: chart.columns.map((_, column) => column),
        ticktext: chart.columns.map(plotlyText),
        tickfont: { color: palette.muted },
        tickangle: 0,
        showgrid: false,
        zeroline: false,
        fixedrange: true,
      },
      yaxis: rowAxis(chart.rows.map(({ name }) => rowName(name))),
      shapes: cells.flatMap((cell) => {
        const { left, right, filled, top, bottom } = edges(cell);
        const box = { type: "rect", layer: "below", x0: left, y0: top, y1: bottom };
        return [
          { ...box, x1: right, line: { width: 1, color: palette.line }, fillcolor: palette.shade },
          {
            ...box,
            x1: filled,
            line: { width: 0 },
            fillcolor: colourOf(chart, cell, palette),
            opacity: FILL_OPACITY,
          },
        ];
      }),
      annotations: cells.map(({ row, column, text, note }) => ({
        x: column,
        y: row,
        showarrow: false,
        text: [plotlyText(text), ...(note === undefined ? [] : [plotlyText(note)])].join("<br>"),
      })),
    },
  };
}

function edges({ row, column, share }: OutcomeCell) {
  const left = column - HALF.width;
  return {
    left: roundTo(left),
    right: roundTo(column + HALF.width),
    filled: roundTo(left + 2 * HALF.width * share),
    top: roundTo(row - HALF.height),
    bottom: roundTo(row + HALF.height),
  };
}

function colourOf({ rows }: OutcomeGridChart, { row }: OutcomeCell, palette: Palette): string {
  const { language } = rows[row]!;
  return language === undefined ? palette.accent : palette.languages[language];
}
