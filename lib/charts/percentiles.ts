import type { Language } from "../catalogue/entry.js";
import { formatFigure, type Unit } from "../units.js";
import type { ChartName } from "./chart-name.js";
import { type Lines, linesFigure, linesSvg } from "./lines.js";
import type { Palette } from "./palette.js";
import type { PlotlyFigure } from "./plotly.js";
import { logTicks } from "./svg.js";

/**
 * Quantiles against how rare what lies beyond them is: each nine of the percentile has the same room, so that the
 * tail, which a mean hides and a histogram crushes, can be read.
 */
export interface PercentilesChart extends ChartName {
  readonly kind: "percentiles";
  readonly axis: string;
  readonly unit: Unit;
  /** At least one. */
  readonly rows: readonly PercentilesRow[];
}

export interface PercentilesRow {
  readonly name: string;
  readonly language: Language;
  /** From the lowest quantile, in [0, 1), to the highest; values above 0; at least one. */
  readonly points: readonly (readonly [quantile: number, value: number])[];
}

const NINES = [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999];

export function percentilesSvg(chart: PercentilesChart, palette: Palette): string {
  return linesSvg(chart, linesOf(chart), palette);
}

export function percentilesFigure(chart: PercentilesChart, palette: Palette): PlotlyFigure {
  return linesFigure(linesOf(chart), palette);
}

/** One in how many lies beyond the quantile. */
function rarity(quantile: number): number {
  return 1 / (1 - quantile);
}

function linesOf({ axis, unit, rows }: PercentilesChart): Lines {
  const points = rows.flatMap((row) => row.points);
  const values = points.map(([, value]) => value);
  const rarest = Math.max(10, ...points.map(([quantile]) => rarity(quantile)));
  const y = [Math.min(...values) * 0.8, Math.max(...values) * 1.25] as const;
  return {
    x: {
      title: "percentile, by how rare what lies beyond it is",
      scale: "log",
      domain: [1, rarest],
      ticks: NINES.map(rarity).filter((tick) => tick <= rarest * 1.001),
      format: (tick) => `p${Number(((1 - 1 / tick) * 100).toFixed(5))}`,
    },
    y: {
      title: axis,
      scale: "log",
      domain: y,
      ticks: logTicks(y),
      format: (value) => formatFigure(value, unit),
    },
    lines: rows.map(({ points: known, ...row }) => ({
      ...row,
      points: known.map(([quantile, value]) => [rarity(quantile), value] as const),
    })),
  };
}
