import type { Metric } from "../catalogue/entry.js";
import { type NoiseFactor, noiseFactor } from "../stats/noise-factor.js";
import type { ExperimentResult } from "../store/result.js";
import { path } from "./figure-path.js";
import { plainText } from "./plain-text.js";
import { type Prose, prose } from "./prose.js";
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

/**
 * The noise floor of an experiment by its metric in the headline cell, as a clause.
 *
 * @param at the experiment's path
 */
export function noiseFloorWords(result: ExperimentResult, metric: Metric, at: string): Prose {
  const { noiseFloor } = result;
  if (noiseFloor.kind === "exact") return prose`counted, so without noise`;
  if (noiseFloor.kind === "unknown") return prose`noise floor not known: ${plainText(noiseFloor.reason)}`;
  const value = floorFactor(result, metric);
  if (!Number.isFinite(value)) return prose`noise floor not known: too few runs of both copies`;
  const floor = { path: `${at}/${path("floor", metric, "")}`, value, unit: "ratio" } as const;
  // Code is what stands between two backticks of one text.
  return prose`noise floor ${floor} ${`between \`${plainText(noiseFloor.of)}\` and its copy`}`;
}
