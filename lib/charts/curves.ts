import { formatFigure, type Unit } from "../units.js";
import type { ChartName } from "./chart-name.js";
import { type Line, type Lines, linesFigure, linesSvg } from "./lines.js";
import type { Palette } from "./palette.js";
import type { PlotlyFigure } from "./plotly.js";
import { linearTicks, logTicks } from "./svg.js";

/** How a measured value grows with what was asked for, one line for each way of doing it. */
export interface CurvesChart extends ChartName {
  readonly kind: "curves";
  readonly xAxis: string;
  /** Of what was asked for; by default a plain count. */
  readonly xUnit?: Unit;
  readonly yAxis: string;
  /** Of the values; their axis is logarithmic. */
  readonly unit: Unit;
  readonly curves: readonly Curve[];
  /** A place that matters, with a dashed line to each axis. */
  readonly mark?: { readonly x: number; readonly value: number; readonly label: string };
}

/** Values above 0; at least one point. */
export type Curve = Omit<Line, "stepped">;

export function curvesSvg(chart: CurvesChart, palette: Palette): string {
  return linesSvg(chart, linesOf(chart), palette);
}

export function curvesFigure(chart: CurvesChart, palette: Palette): PlotlyFigure {
  return linesFigure(linesOf(chart), palette);
}

function linesOf({ xAxis, xUnit = "count", yAxis, unit, curves, mark }: CurvesChart): Lines {
  const values = curves.flatMap(({ points }) => points.map(([, value]) => value));
  const places = [...curves.flatMap(({ points }) => points.map(([x]) => x)), ...(mark ? [mark.x] : [])];
  const y = [Math.min(...values) * 0.7, Math.max(...values) * 1.4] as const;
  const x = [Math.min(...places), Math.max(...places)] as const;
  return {
    x: {
      title: xAxis,
      scale: "linear",
      domain: x,
      ticks: linearTicks(x, 8),
      format: (value) => formatFigure(value, xUnit),
    },
    y: {
      title: yAxis,
      scale: "log",
      domain: y,
      ticks: logTicks(y),
      format: (value) => formatFigure(value, unit),
    },
    lines: curves,
    ...(mark && { mark: { x: mark.x, y: mark.value, label: mark.label } }),
  };
}
