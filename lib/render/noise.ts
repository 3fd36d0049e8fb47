import type { Metric } from "../catalogue/entry.js";
import { type NoiseFactor, noiseFactor } from "../stats/noise-factor.js";
import type { ExperimentResult } from "../store/result.js";
import { roundValues } from "./samples.js";

/**
 * The noise floor by a metric in a cell, from the samples of the experiment's two copies of one program: those of the
 * cell, or of the headline cell where the copies did not run in it. A floor by another metric says nothing: on one
 * host rates may come apart by 20% where processor times agree within 2%. What counts has a floor of 1.
 */
export function noiseIn(result: ExperimentResult, metric: Metric, cell?: string): NoiseFactor {
  const { noiseFloor } = result;
  if (noiseFloor.kind === "exact") return { factor: 1, ratios: [] };
  if (noiseFloor.kind === "unknown") return { missing: noiseFloor.reason };
  const floorAt = (place?: string) =>
    noiseFactor(
      roundValues(result, noiseFloor.of, metric, place),
      roundValues(result, noiseFloor.copy, metric, place),
    );
  const here = floorAt(cell);
  return "missing" in here && cell !== undefined ? floorAt() : here;
}

/** The same as a factor from 1 up; infinite where it is not known, since nothing clears that. */
export function floorFactor(result: ExperimentResult, metric: Metric, cell?: string): number {
  const noise = noiseIn(result, metric, cell);
  return "missing" in noise ? Number.POSITIVE_INFINITY : noise.factor;
}
