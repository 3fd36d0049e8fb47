import type { Metric } from "../catalogue/entry.js";
import { median } from "../stats/quantile.js";
import type { ExperimentResult } from "../store/result.js";
import { valuesIn } from "./samples.js";

/**
 * How far a prediction lies above the median that was measured, as a share of this: 0.1 is 10% too much.
 *
 * @returns undefined where no run ended well, or the median is 0.
 */
export function predictionError(result: ExperimentResult, index: number, metric: Metric): number | undefined {
  const prediction = result.predictions?.values[index];
  if (prediction === undefined) return undefined;
  const { variant, cell, value } = prediction;
  const values = valuesIn(result, variant, metric, cell);
  const measured = values.length === 0 ? 0 : median(values);
  return measured > 0 ? value / measured - 1 : undefined;
}

/** What the errors of all of an experiment's predictions come to, by their size alone. */
export type ErrorStatistic = "count" | "median" | "max";

/** @returns undefined for the size of no errors. */
export function predictionErrors(
  result: ExperimentResult,
  metric: Metric,
  statistic: ErrorStatistic,
): number | undefined {
  const sizes = (result.predictions?.values ?? []).flatMap((_, index) => {
    const error = predictionError(result, index, metric);
    return error === undefined ? [] : [Math.abs(error)];
  });
  if (statistic === "count") return sizes.length;
  if (sizes.length === 0) return undefined;
  return statistic === "median" ? median(sizes) : Math.max(...sizes);
}
