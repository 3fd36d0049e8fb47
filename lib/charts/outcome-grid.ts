import * as Plot from "@observablehq/plot";
import { type GridCell, type GridChart, type GridForm, gridHover, gridLayout, gridTexts } from "./grid.js";
import { gridAxes } from "./grid-axes.js";
import type { Palette } from "./palette.js";
import { type PlotlyFigure, roundTo } from "./plotly.js";
import { drawSvg } from "./svg.js";

/** What came out of each row in each column: a box filled as far as it went well, and a word or two in it. */
export interface OutcomeGridChart extends GridChart {
  readonly kind: "outcome-grid";
  /** At most one for a row and a column; where there is none nothing was measured, or nothing happened. */
  readonly cells: readonly OutcomeCell[];
}

export interface OutcomeCell extends GridCell {
  /** From 0, an empty box, to 1, a full one. */
  readonly share: number;
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
      ...gridAxes(chart, formOf(chart), palette),
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

export function outcomeGridFigure(chart: OutcomeGridChart, palette: Palette): PlotlyFigure {
  const { cells } = chart;
  const form = formOf(chart);
  const hover = {
    figureOf: ({ share }: OutcomeCell) => share,
    saidOf: ({ text, note }: OutcomeCell) => [text, note].filter(Boolean).join(", "),
  };
  return {
    data: [gridHover(chart, cells, hover, form, palette)],
    layout: {
      ...gridLayout(chart, form, palette),
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
      annotations: gridTexts(cells),
    },
  };
}

function formOf({ columns }: OutcomeGridChart): GridForm {
  return { rowHeight: ROW_HEIGHT, headHeight: HEAD_HEIGHT, heads: columns.map((name) => [name]) };
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
