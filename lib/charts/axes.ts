import type { Markish } from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { formatFigure, type Unit } from "../units.js";
import type { Palette } from "./palette.js";
import { logRange, valueAxis } from "./plotly.js";
import { logTicks, rowName } from "./svg.js";

/** What the axes of a chart of rows show. */
export interface RowAxes {
  /** Of the values. */
  readonly axis: string;
  readonly unit: Unit;
  readonly rows: readonly { readonly name: string }[];
}

const TICKS = 5;

/** Grid and axes of a chart whose rows begin at zero or cross it. */
export function linearAxes({ axis, unit, rows }: RowAxes, palette: Palette): Markish[] {
  return [
    Plot.gridX({ stroke: palette.line, strokeOpacity: 1, ticks: TICKS }),
    Plot.axisX({
      ticks: TICKS,
      tickFormat: (value: number) => formatFigure(value, unit),
      ...valueAxisStyle(axis, palette),
    }),
    rowNames(rows, palette),
  ];
}

/** Grid and axes of a chart on whose value axis equal distances are equal ratios. */
export function logAxes(
  { axis, unit, rows }: RowAxes,
  domain: readonly [low: number, high: number],
  palette: Palette,
): Markish[] {
  return [
    Plot.gridX(logTicks(domain), { stroke: palette.line, strokeOpacity: 1 }),
    Plot.axisX(logTicks(domain), {
      // A tick format would be dropped from ticks that are no powers of ten.
      text: (value: number) => formatFigure(value, unit),
      ...valueAxisStyle(axis, palette),
    }),
    rowNames(rows, palette),
  ];
}

/** Plotly's logarithmic axis of values, with the ticks of {@link logAxes}. */
export function logValueAxis(
  title: string,
  unit: Unit,
  domain: readonly [low: number, high: number],
  palette: Palette,
): Record<string, unknown> {
  const ticks = logTicks(domain);
  return {
    ...valueAxis(palette, title),
    type: "log",
    range: logRange(domain),
    tickmode: "array",
    tickvals: ticks,
    ticktext: ticks.map((tick) => formatFigure(tick, unit)),
  };
}

function valueAxisStyle(label: string, palette: Palette) {
  return { label, labelAnchor: "center", labelArrow: "none", tickSize: 0, fill: palette.muted } as const;
}

function rowNames(rows: RowAxes["rows"], palette: Palette): Markish {
  return Plot.axisY({
    tickFormat: (row: number) => rowName(rows[row]!.name),
    tickSize: 0,
    tickPadding: 10,
    fill: palette.ink,
  });
}
