import type { Metric, VariantId } from "../catalogue/entry.js";
import { unitOf, valuesIn } from "../render/samples.js";
import { type Statistic, statisticOf } from "../render/summary.js";
import type { ExperimentResult } from "../store/result.js";
import { formatFigure, type Unit } from "../units.js";

/** A column of a table of variants: a metric of the runs that ended well, in one cell of the experiment. */
export interface FigureColumn {
  readonly metric: Metric;
  /** The headline's where absent. */
  readonly cell?: string | undefined;
  /** Default: the median. */
  readonly by?: Statistic;
  /** Default: the one that the metric's name tells. */
  readonly unit?: Unit;
  /** Whether something happened, rather than how often. */
  readonly yesNo?: true;
}

/** What stands in a variant's row; empty when no run has a figure. */
export function figureIn(
  { metric, cell, by = "median", unit = unitOf(metric), yesNo }: FigureColumn,
  result: ExperimentResult,
  id: VariantId,
): string {
  const value = statisticOf(valuesIn(result, id, metric, cell), by);
  if (value === undefined) return "";
  if (yesNo) return value > 0 ? "yes" : "no";
  return formatFigure(value, unit);
}
