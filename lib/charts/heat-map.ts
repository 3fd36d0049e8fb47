import * as Plot from "@observablehq/plot";
import { type GridCell, type GridChart, type GridForm, gridHover, gridLayout, gridTexts } from "./grid.js";
import { gridAxes } from "./grid-axes.js";
import type { Palette } from "./palette.js";
import { type PlotlyFigure, roundTo } from "./plotly.js";
import { CHART_WIDTH, drawSvg, LABEL_WIDTH } from "./svg.js";

/** Ratios by two things at once: the further from 1, the deeper the colour; above 1 in the accent, below it in grey. */
export interface HeatMapChart extends GridChart {
  readonly kind: "heat-map";
  /** At most one for a row and a column; where there is none nothing was measured. */
  readonly cells: readonly HeatMapCell[];
}

export interface HeatMapCell extends GridCell {
  /** A ratio above 0. */
  readonly value: number;
  /** Said by the table and on hovering: the interval, the rank. */
  readonly detail?: string;
}

const ROW_HEIGHT = 38;
const COLUMN_WIDTH = 66;
const HEAD_HEIGHT = 58;
const HEAD_LINES = 4;
/** Ink stays readable on the deepest cell in either theme. */
const DEEPEST = 0.45;

export function heatMapSvg(chart: HeatMapChart, palette: Palette): string {
  const deepest = farthest(chart);
  const cells = chart.cells.map((cell) => ({
    ...cell,
    colour: cell.value >= 1 ? palette.accent : palette.muted,
    depth: roundTo(depthOf(cell.value, deepest)),
  }));
  const place = { x: "column", y: "row" };
  const noted = cells.filter(({ note }) => note !== undefined);
  const plain = cells.filter(({ note }) => note === undefined);
  return drawSvg(
    chart,
    palette,
    {
      width: Math.max(CHART_WIDTH, LABEL_WIDTH + chart.columns.length * COLUMN_WIDTH + 8),
      height: chart.rows.length * ROW_HEIGHT + HEAD_HEIGHT + 8,
      marginTop: HEAD_HEIGHT,
      marginBottom: 8,
      marginRight: 8,
      x: { type: "band", domain: chart.columns.map((_, column) => column), padding: 0.04 },
      y: { type: "band", domain: chart.rows.map((_, row) => row), padding: 0.06 },
      opacity: { type: "identity" },
    },
    [
      ...gridAxes(chart, formOf(chart), palette),
      Plot.cell(cells, { ...place, fill: "colour", fillOpacity: "depth", inset: 0.5, rx: 2 }),
      Plot.text(plain, { ...place, text: "text", fill: palette.ink }),
      Plot.text(noted, { ...place, text: "text", fill: palette.ink, dy: -6 }),
      Plot.text(noted, { ...place, text: "note", fill: palette.ink, fontSize: 9.5, dy: 8 }),
    ],
  );
}

export function heatMapFigure(chart: HeatMapChart, palette: Palette): PlotlyFigure {
  const deepest = farthest(chart);
  const { cells } = chart;
  const form = formOf(chart);
  const hover = {
    figureOf: ({ value }: HeatMapCell) => value,
    saidOf: ({ text, detail }: HeatMapCell) => `${text}${detail ? ` (${detail})` : ""}`,
  };
  return {
    data: [gridHover(chart, cells, hover, form, palette)],
    layout: {
      ...gridLayout(chart, form, palette),
      shapes: cells.map(({ row, column, value }) => ({
        type: "rect",
        layer: "below",
        x0: column - 0.48,
        x1: column + 0.48,
        y0: row - 0.47,
        y1: row + 0.47,
        line: { width: 0 },
        fillcolor: value >= 1 ? palette.accent : palette.muted,
        opacity: roundTo(depthOf(value, deepest)),
      })),
      annotations: gridTexts(cells),
    },
  };
}

function formOf({ columns }: HeatMapChart): GridForm {
  return { rowHeight: ROW_HEIGHT, headHeight: HEAD_HEIGHT, heads: columns.map(headLines), headSize: 10 };
}

/** How opaque a cell is. */
function depthOf(value: number, deepest: number): number {
  return (Math.abs(Math.log(value)) / deepest) * DEEPEST;
}

/** The natural logarithm of the cell that is furthest from 1; never 0, so that it can divide. */
function farthest({ cells }: HeatMapChart): number {
  return Math.max(0.1, ...cells.map(({ value }) => Math.abs(Math.log(value))));
}

/** A long name in a few short lines, broken where its words end. */
function headLines(name: string): string[] {
  const lines: string[] = [];
  for (const word of name.split(/(?<=[-\s])/)) {
    const last = lines.at(-1);
    if (last !== undefined && (last + word).trimEnd().length <= 11) lines[lines.length - 1] = last + word;
    else lines.push(word);
  }
  const cut = lines.map((line) => (line.length > 12 ? `${line.slice(0, 11)}…` : line.trimEnd()));
  return cut.length > HEAD_LINES ? [...cut.slice(0, HEAD_LINES - 1), "…"] : cut;
}
