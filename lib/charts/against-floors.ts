import * as Plot from "@observablehq/plot";
import { formatFigure } from "../units.js";
import { logAxes, logValueAxis } from "./axes.js";
import type { ChartName } from "./chart-name.js";
import type { Palette } from "./palette.js";
import { baseLayout, type PlotlyFigure, plotlyText, roundTo, rowAxis } from "./plotly.js";
import { drawSvg, rowName } from "./svg.js";

/** Ratios with their intervals, each against the floor that it must reach and the goal that it reaches for. */
export interface AgainstFloorsChart extends ChartName {
  readonly kind: "against-floors";
  readonly axis: string;
  readonly rows: readonly FloorRow[];
}

export interface FloorRow {
  readonly name: string;
  readonly ratio: number;
  /** Absent with too few rounds. */
  readonly interval?: readonly [low: number, high: number];
  readonly floor: number;
  readonly goal?: number;
}

const ROW_HEIGHT = 26;
const UNIT = "ratio";

export function againstFloorsSvg(chart: AgainstFloorsChart, palette: Palette): string {
  const rows = chart.rows.map((row, index) => ({
    ...row,
    row: index,
    low: row.interval?.[0],
    high: row.interval?.[1],
    fill: isReached(row) ? palette.languages.typescript : palette.paper,
  }));
  const domain = domainOf(chart);
  return drawSvg(
    chart,
    palette,
    {
      height: rows.length * ROW_HEIGHT + 52,
      marginTop: 8,
      marginBottom: 40,
      marginRight: 76,
      x: { type: "log", domain: [...domain] },
      y: { type: "band", domain: rows.map(({ row }) => row), label: null, padding: 0.3 },
    },
    [
      ...logAxes({ ...chart, unit: UNIT }, domain, palette),
      Plot.tickX(rows, { y: "row", x: "floor", stroke: palette.ink, strokeWidth: 2 }),
      Plot.tickX(
        rows.filter(({ goal }) => goal !== undefined),
        { y: "row", x: "goal", stroke: palette.muted, strokeDasharray: "2 2", strokeWidth: 1.6 },
      ),
      Plot.ruleY(
        rows.filter(({ interval }) => interval !== undefined),
        { y: "row", x1: "low", x2: "high", stroke: palette.languages.typescript, strokeWidth: 2 },
      ),
      Plot.dot(rows, {
        y: "row",
        x: "ratio",
        r: 4.2,
        fill: "fill",
        stroke: palette.languages.typescript,
        strokeWidth: 1.6,
      }),
      Plot.text(rows, {
        y: "row",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 10,
        text: ({ ratio }: FloorRow) => formatFigure(ratio, UNIT),
        fill: palette.ink,
      }),
    ],
  );
}

export function againstFloorsFigure(chart: AgainstFloorsChart, palette: Palette): PlotlyFigure {
  const { rows } = chart;
  const colour = palette.languages.typescript;
  return {
    data: [
      {
        type: "scatter",
        mode: "markers",
        x: rows.map(({ ratio }) => roundTo(ratio)),
        y: rows.map((_, row) => row),
        error_x: {
          type: "data",
          symmetric: false,
          array: rows.map(({ ratio, interval }) => roundTo((interval?.[1] ?? ratio) - ratio)),
          arrayminus: rows.map(({ ratio, interval }) => roundTo(ratio - (interval?.[0] ?? ratio))),
          color: colour,
          thickness: 1.6,
        },
        text: rows.map((row) => plotlyText(hoverText(row))),
        hoverinfo: "text",
        marker: {
          size: 9,
          color: rows.map((row) => (isReached(row) ? colour : palette.paper)),
          line: { color: colour, width: 1.6 },
        },
      },
    ],
    layout: {
      ...baseLayout(palette, rows.length * ROW_HEIGHT + 84, ROW_HEIGHT / 2),
      xaxis: logValueAxis(chart.axis, UNIT, domainOf(chart), palette),
      yaxis: rowAxis(rows.map(({ name }) => rowName(name))),
      shapes: rows.flatMap(({ floor, goal }, row) => [
        lineAt(floor, row, { color: palette.ink, width: 2 }),
        ...(goal === undefined ? [] : [lineAt(goal, row, { color: palette.muted, width: 1.6, dash: "dot" })]),
      ]),
    },
  };
}

/** Whether the ratio reaches its floor. */
function isReached({ ratio, floor }: FloorRow): boolean {
  return ratio >= floor;
}

function hoverText({ name, ratio, interval, floor, goal }: FloorRow): string {
  const format = (value: number) => formatFigure(value, UNIT);
  const within = interval === undefined ? "" : ` (${format(interval[0])} to ${format(interval[1])})`;
  const further = goal === undefined ? "" : `, goal ${format(goal)}`;
  return `${name}: ${format(ratio)}${within}; floor ${format(floor)}${further}`;
}

function lineAt(x: number, row: number, line: Record<string, unknown>) {
  return {
    type: "line",
    layer: "below",
    x0: roundTo(x),
    x1: roundTo(x),
    y0: row - 0.35,
    y1: row + 0.35,
    line,
  };
}

function domainOf({ rows }: AgainstFloorsChart): [number, number] {
  const values = rows.flatMap(({ ratio, interval, floor, goal }) => [
    ratio,
    floor,
    ...(interval ?? []),
    ...(goal === undefined ? [] : [goal]),
  ]);
  return [Math.min(1, ...values) * 0.8, Math.max(1, ...values) * 1.25];
}
