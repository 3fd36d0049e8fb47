import type { Language } from "../catalogue/entry.js";
import { formatFigure, type Unit } from "../units.js";
import type { ChartName } from "./chart-name.js";
import { type Lines, linesFigure, linesSvg } from "./lines.js";
import type { Palette } from "./palette.js";
import type { PlotlyFigure } from "./plotly.js";
import { logTicks } from "./svg.js";

/** The share of values up to each size, a step for each value: nothing is smoothed and nothing is binned. */
export interface CumulativeChart extends ChartName {
  readonly kind: "cumulative";
  readonly axis: string;
  readonly unit: Unit;
  /** At least one. */
  readonly rows: readonly CumulativeRow[];
}

export interface CumulativeRow {
  readonly name: string;
  readonly language: Language;
  /** Above 0, since their axis is logarithmic; from small to large; at least one. */
  readonly values: readonly number[];
}

export function cumulativeSvg(chart: CumulativeChart, palette: Palette): string {
  return linesSvg(chart, linesOf(chart), palette);
}

export function cumulativeFigure(chart: CumulativeChart, palette: Palette): PlotlyFigure {
  return linesFigure(linesOf(chart), palette);
}

function linesOf({ axis, unit, rows }: CumulativeChart): Lines {
  const values = rows.flatMap((row) => row.values);
  const x = [Math.min(...values) * 0.9, Math.max(...values) * 1.1] as const;
  return {
    x: {
      title: axis,
      scale: "log",
      domain: x,
      ticks: logTicks(x),
      format: (value) => formatFigure(value, unit),
    },
    y: {
      title: "share of them up to that",
      scale: "linear",
      domain: [0, 1],
      ticks: [0, 0.25, 0.5, 0.75, 1],
      format: (share) => formatFigure(share, "percent"),
    },
    lines: rows.map(({ values: sorted, ...row }) => ({
      ...row,
      stepped: true,
      points: [
        [sorted[0]!, 0],
        ...sorted.map((value, index) => [value, (index + 1) / sorted.length] as const),
      ],
    })),
  };
}
