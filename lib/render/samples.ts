import type { Metric, VariantId } from "../catalogue/entry.js";
import type { RoundValue } from "../stats/ratio.js";
import { type RatioInterval, ratioWithinRounds } from "../stats/ratio.js";
import type { ExperimentResult, Sample, VariantResult } from "../store/result.js";
import type { Unit } from "../units.js";

/** A sample's value by a metric; processor time is the program's and its children's, user and system together. */
export function metricOf(sample: Sample, metric: Metric): number | undefined {
  if (metric === "cpuMs") {
    const { cpuUserMs, cpuSystemMs } = sample;
    return cpuUserMs === undefined || cpuSystemMs === undefined ? undefined : cpuUserMs + cpuSystemMs;
  }
  if (metric.startsWith("counters.")) {
    const name = metric.slice("counters.".length);
    return sample.counters !== undefined && Object.hasOwn(sample.counters, name)
      ? sample.counters[name]
      : undefined;
  }
  return sample[metric as "workMs" | "wholeMs" | "peakRssBytes"];
}

/** The unit that a metric's name ends in. */
export function unitOf(metric: Metric): Unit {
  if (metric.endsWith("Ms")) return "ms";
  if (metric.endsWith("Bytes")) return "bytes";
  return /perSecond$/i.test(metric) ? "requests/s" : "count";
}

/** The samples of a cell; without one, of the headline cell, which a sample may name or leave out. */
export function samplesIn(result: ExperimentResult, id: VariantId, cell?: string): readonly Sample[] {
  const headline = Object.keys(result.cells)[0];
  const wanted = cell ?? headline;
  return variantOf(result, id)?.samples.filter((sample) => (sample.cell ?? headline) === wanted) ?? [];
}

/** A variant's own entry, never something that all objects inherit. */
export function variantOf(result: ExperimentResult, id: VariantId): VariantResult | undefined {
  return Object.hasOwn(result.variants, id) ? result.variants[id] : undefined;
}

/** The cell's entry, by default the headline's. */
export function cellIn(result: ExperimentResult, cell?: string) {
  const id = cell ?? Object.keys(result.cells)[0];
  return id !== undefined && Object.hasOwn(result.cells, id) ? result.cells[id] : undefined;
}

/** What enters the figures: the samples that ended well. */
export function valuesIn(result: ExperimentResult, id: VariantId, metric: Metric, cell?: string): number[] {
  return roundValues(result, id, metric, cell).map(({ value }) => value);
}

/**
 * The ratio of two variants within rounds, with its interval.
 *
 * @returns null where fewer than six rounds have both.
 */
export function ratioOf(
  result: ExperimentResult,
  numerator: VariantId,
  denominator: VariantId,
  metric: Metric,
  cell?: string,
): RatioInterval | null {
  return ratioWithinRounds(
    roundValues(result, numerator, metric, cell),
    roundValues(result, denominator, metric, cell),
  );
}

/** The noise floor as a factor from 1 up: what counts has none, and an unknown one is no floor to clear. */
export function noiseFactor({ noiseFloor }: ExperimentResult): number {
  if (noiseFloor.kind === "unknown") return Number.POSITIVE_INFINITY;
  return noiseFloor.kind === "a/a" ? Math.max(1, noiseFloor.factor) : 1;
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
