import type { Experiment, VariantId } from "../../catalogue/entry.js";
import type { ExperimentResult } from "../../store/result.js";
import { floorFactor } from "../noise.js";
import { ratioOf } from "../samples.js";
import type { Pair } from "./comparison.js";
import { side, type Within } from "./ratio-rows.js";

/** Two variants that stand in one order on A and clearly in the other on B. */
export interface RankChange {
  /** Less of the metric than `behind` on A, and more on B. */
  readonly ahead: VariantId;
  readonly behind: VariantId;
  /** `behind` as a multiple of `ahead`: above 1 on A, below on B. */
  readonly a: Within;
  readonly b: Within;
}

/** The pairs of an experiment's headline cell whose order is clear of noise on both sides, and not the same. */
export function rankChanges({ document, a, b }: Pair): RankChange[] {
  const experiment = document.experiments.find(({ id }) => id === a.id)!;
  return changedOrders(
    experiment.variants.filter(({ copyOf }) => !copyOf).map(({ id }) => id),
    (above, below) => within(a, experiment, above, below),
    (above, below) => within(b, experiment, above, below),
  );
}

type RatioOf = (numerator: VariantId, denominator: VariantId) => Within | null;

export function changedOrders(variants: readonly VariantId[], inA: RatioOf, inB: RatioOf): RankChange[] {
  const changes: RankChange[] = [];
  for (const ahead of variants) {
    for (const behind of variants) {
      const [a, b] = [inA(behind, ahead), inB(behind, ahead)];
      if (a && b && side(a) === 1 && side(b) === -1) changes.push({ ahead, behind, a, b });
    }
  }
  return changes;
}

function within(
  result: ExperimentResult,
  { metric }: Experiment,
  above: VariantId,
  below: VariantId,
): Within | null {
  const ratio = ratioOf(result, above, below, metric);
  return (
    ratio && { low: ratio.low, middle: ratio.middle, high: ratio.high, floor: floorFactor(result, metric) }
  );
}
