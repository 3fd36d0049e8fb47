import type { Metric, VariantId } from "../../catalogue/entry.js";
import { type RoundValue, ratioWithinRounds } from "../../stats/ratio.js";
import type { ExperimentResult } from "../../store/result.js";
import { betterIs } from "../better.js";
import { floorFactor } from "../noise.js";
import { roundValues } from "../samples.js";
import type { Pair } from "./comparison.js";
import { side, type Within } from "./ratio-rows.js";

/** Two variants that stand in one order on A and clearly in the other on B. */
export interface RankChange {
  /** Better than `behind` on A, and worse on B. */
  readonly ahead: VariantId;
  readonly behind: VariantId;
  /** How many times as good `ahead` is, so the metric's ratio or its inverse: above 1 on A, below on B. */
  readonly a: Within;
  readonly b: Within;
}

/** The pairs of an experiment's headline cell, which is A's, whose order is clear of noise on both sides, and not the same. */
export function rankChanges({ document, a, b }: Pair): RankChange[] {
  const { variants, metric } = document.experiments.find(({ id }) => id === a.id)!;
  const [headline] = Object.keys(a.cells);
  return changedOrders(
    variants.filter(({ copyOf }) => !copyOf).map(({ id }) => id),
    advantages(a, metric, headline),
    advantages(b, metric, headline),
  );
}

/** How many times as good the first is as the second. */
type AdvantageOf = (ahead: VariantId, behind: VariantId) => Within | null;

export function changedOrders(
  variants: readonly VariantId[],
  inA: AdvantageOf,
  inB: AdvantageOf,
): RankChange[] {
  const changes: RankChange[] = [];
  for (const ahead of variants) {
    for (const behind of variants) {
      const a = inA(ahead, behind);
      if (!a || side(a) !== 1) continue;
      const b = inB(ahead, behind);
      if (b && side(b) === -1) changes.push({ ahead, behind, a, b });
    }
  }
  return changes;
}

/** Within a run; null where fewer than six rounds have both. Floor and values are looked up once for all pairs. */
export function advantages(result: ExperimentResult, metric: Metric, cell: string | undefined): AdvantageOf {
  const floor = floorFactor(result, metric, cell);
  const values = new Map<VariantId, readonly RoundValue[]>();
  const valuesOf = (id: VariantId) => {
    const known = values.get(id) ?? roundValues(result, id, metric, cell);
    values.set(id, known);
    return known;
  };
  return (ahead, behind) => {
    const [above, below] = turned(metric, ahead, behind);
    const ratio = ratioWithinRounds(valuesOf(above), valuesOf(below));
    return ratio && { low: ratio.low, middle: ratio.middle, high: ratio.high, floor };
  };
}

/** The two so that the first as a multiple of the second is how many times as good `ahead` is. */
export function turned<Value>(metric: Metric, ahead: Value, behind: Value): [above: Value, below: Value] {
  return betterIs(metric) === "more" ? [ahead, behind] : [behind, ahead];
}
