import type { Language } from "../catalogue/entry.js";
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
  /** A value that matters at every place: a line through the whole chart. */
  readonly level?: number;
  /** Where a curve was expected to pass, in the colour of its language. */
  readonly rings?: readonly { readonly x: number; readonly value: number; readonly language: Language }[];
}

/** Values above 0; at least one point. */
export type Curve = Omit<Line, "stepped">;

export function curvesSvg(chart: CurvesChart, palette: Palette): string {
  return linesSvg(chart, linesOf(chart), palette);
}

export function curvesFigure(chart: CurvesChart, palette: Palette): PlotlyFigure {
  return linesFigure(linesOf(chart), palette);
}

function linesOf(chart: CurvesChart): Lines {
  const { xAxis, xUnit = "count", yAxis, unit, curves, mark, level, rings = [] } = chart;
  const points = curves.flatMap((curve) => curve.points);
  const values = [...points.map(([, value]) => value), ...(level === undefined ? [] : [level])];
  const marked = [...(mark ? [mark] : []), ...rings];
  const places = [...points.map(([x]) => x), ...marked.map(({ x }) => x)];
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
    ...(level !== undefined && { level }),
    rings: rings.map(({ x, value, language }) => ({ x, y: value, language })),
  };
}
