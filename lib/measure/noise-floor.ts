import type { Metric, VariantId } from "../catalogue/entry.js";
import { median } from "../stats/quantile.js";
import { type RoundValue, roundRatios } from "../stats/ratio.js";
import { metricOf } from "../store/metric.js";
import type { NoiseFloor, Sample } from "../store/result.js";

/** With fewer, the middle of the ratios is little more than one sample's luck. */
const ROUNDS_NEEDED = 3;

/**
 * The noise floor of an experiment from its A/A control: how far apart two copies of one program came out, as the
 * median of their ratios within rounds, turned so that it is at least 1. A difference between variants that is no
 * larger says nothing.
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
  const { ratios } = roundRatios(
    headlineValues(samples.get(of), metric),
    headlineValues(samples.get(copy), metric),
  );
  if (ratios.length < ROUNDS_NEEDED) {
    const reason = `needs ${ROUNDS_NEEDED} rounds in which both ${of} and ${copy} ended well, got ${ratios.length}`;
    return { kind: "unknown", reason };
  }
  const middle = median(ratios);
  return { kind: "a/a", of, copy, factor: Math.max(middle, 1 / middle), ratios };
}

function headlineValues(samples: readonly Sample[] = [], metric: Metric): RoundValue[] {
  return samples.flatMap((sample) => {
    const value = metricOf(sample, metric);
    const counts = sample.status === "ok" && sample.cell === undefined && sample.round !== undefined;
    return counts && value !== undefined ? [{ round: sample.round, value }] : [];
  });
}
