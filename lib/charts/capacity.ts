import type { Language } from "../catalogue/entry.js";
import { formatFigure } from "../units.js";
import type { ChartName } from "./chart-name.js";
import { type Lines, linesFigure, linesSvg } from "./lines.js";
import type { Palette } from "./palette.js";
import type { PlotlyFigure } from "./plotly.js";
import { linearTicks } from "./svg.js";

/** What is left of a capacity while blow follows blow: a level for each interval between two. */
export interface CapacityChart extends ChartName {
  readonly kind: "capacity";
  readonly intervalMs: number;
  /** At least one. */
  readonly rows: readonly CapacityRow[];
}

export interface CapacityRow {
  readonly name: string;
  readonly language: Language;
  /** Shares of the whole capacity, 0 to 1: before the first blow, and after each; at least one. */
  readonly shares: readonly number[];
}

export function capacitySvg(chart: CapacityChart, palette: Palette): string {
  return linesSvg(chart, linesOf(chart), palette);
}

export function capacityFigure(chart: CapacityChart, palette: Palette): PlotlyFigure {
  return linesFigure(linesOf(chart), palette);
}

function linesOf({ intervalMs, rows }: CapacityChart): Lines {
  const x = [0, intervalMs * Math.max(...rows.map(({ shares }) => shares.length))] as const;
  return {
    x: {
      title: "time; a worker dies at the end of each interval",
      scale: "linear",
      domain: x,
      ticks: linearTicks(x, 8),
      format: (ms) => formatFigure(ms, "ms"),
    },
    y: {
      title: "share of the workers that serve",
      scale: "linear",
      domain: [0, 1],
      ticks: [0, 0.25, 0.5, 0.75, 1],
      format: (share) => formatFigure(share, "percent"),
    },
    lines: rows.map(({ shares, ...row }) => ({
      ...row,
      stepped: true,
      // The last level, too, lasts for an interval.
      points: [...shares, shares.at(-1)!].map((share, index) => [index * intervalMs, share] as const),
    })),
  };
}
