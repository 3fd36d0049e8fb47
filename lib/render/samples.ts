import type { Metric, VariantId } from "../catalogue/entry.js";
import { type RatioInterval, type RoundValue, ratioWithinRounds } from "../stats/ratio.js";
import { metricOf } from "../store/metric.js";
import type { ExperimentResult, Sample, VariantResult } from "../store/result.js";
import type { Unit } from "../units.js";

/** The unit that a metric's name ends in. */
export function unitOf(metric: Metric): Unit {
  if (metric.endsWith("Ms")) return "ms";
  if (metric.endsWith("Bytes")) return "bytes";
  return /perSecond$/i.test(metric) ? "requests/s" : "count";
}

/** The name of the headline cell, which is the first. */
export function headlineOf({ cells }: ExperimentResult): string | undefined {
  return Object.keys(cells)[0];
}

/** The samples of a cell; without one, of the headline cell, which a sample may name or leave out. */
export function samplesIn(result: ExperimentResult, id: VariantId, cell?: string): readonly Sample[] {
  const headline = headlineOf(result);
  const wanted = cell ?? headline;
  return variantOf(result, id)?.samples.filter((sample) => (sample.cell ?? headline) === wanted) ?? [];
}

/** A variant's own entry, never something that all objects inherit. */
export function variantOf(result: ExperimentResult, id: VariantId): VariantResult | undefined {
  return Object.hasOwn(result.variants, id) ? result.variants[id] : undefined;
}

/** The cell's entry, by default the headline's. */
export function cellIn(result: ExperimentResult, cell?: string) {
  const id = cell ?? headlineOf(result);
  return id !== undefined && Object.hasOwn(result.cells, id) ? result.cells[id] : undefined;
}

/** What enters the figures: the samples that ended well. */
export function valuesIn(result: ExperimentResult, id: VariantId, metric: Metric, cell?: string): number[] {
  return roundValues(result, id, metric, cell).map(({ value }) => value);
}

/**
 * The ratio of two variants within rounds, with its interval.
 *
 * @param under the denominator's cell, where it is another than the numerator's.
 * @returns null where fewer than six rounds have both.
 */
export function ratioOf(
  result: ExperimentResult,
  numerator: VariantId,
  denominator: VariantId,
  metric: Metric,
  cell?: string,
  under = cell,
): RatioInterval | null {
  return ratioWithinRounds(
    roundValues(result, numerator, metric, cell),
    roundValues(result, denominator, metric, under),
  );
}

/** The same, each with its round. */
export function roundValues(
  result: ExperimentResult,
  id: VariantId,
  metric: Metric,
  cell?: string,
): RoundValue[] {
  return samplesIn(result, id, cell).flatMap((sample, order) => {
    const value = sample.status === "ok" ? metricOf(sample, metric) : undefined;
    return value === undefined || !Number.isFinite(value) ? [] : [{ round: sample.round ?? order, value }];
  });
}
