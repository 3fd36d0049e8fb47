import type { Metric, VariantId } from "../catalogue/entry.js";
import { noiseFactor } from "../stats/noise-factor.js";
import type { RoundValue } from "../stats/ratio.js";
import { metricOf } from "../store/metric.js";
import type { NoiseFloor, Sample } from "../store/result.js";

/**
 * The noise floor of an experiment by its own metric, from its A/A control, see `noiseFactor`. A report computes the
 * floors of other metrics and cells from the same samples.
 *
 * @param samples of the headline cell count, and of those the ones that ended well.
 * @returns `unknown` with fewer than three rounds in which both copies ended well.
 */
export function noiseFloor(
  samples: ReadonlyMap<VariantId, readonly Sample[]>,
  of: VariantId,
  copy: VariantId,
  metric: Metric,
): NoiseFloor {
  const floor = noiseFactor(
    headlineValues(samples.get(of), metric),
    headlineValues(samples.get(copy), metric),
  );
  return "missing" in floor
    ? { kind: "unknown", reason: `${of} and ${copy}: ${floor.missing}` }
    : { kind: "a/a", of, copy, ...floor };
}

function headlineValues(samples: readonly Sample[] = [], metric: Metric): RoundValue[] {
  return samples.flatMap((sample) => {
    const value = metricOf(sample, metric);
    const counts = sample.status === "ok" && sample.cell === undefined && sample.round !== undefined;
    return counts && value !== undefined ? [{ round: sample.round, value }] : [];
  });
}
