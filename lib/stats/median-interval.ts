import { ascending, median } from "./quantile.js";

/** An interval for the true median. */
export interface MedianInterval {
  readonly low: number;
  /** The sample's own median. */
  readonly middle: number;
  readonly high: number;
  /** The coverage really reached, at least the one asked for: 0.969 for six values at 0.95. */
  readonly confidence: number;
}

/**
 * The exact interval of the median between two order statistics, which assumes nothing about the distribution but
 * that its values are independent. The narrowest symmetric pair is taken whose binomial coverage is at least
 * `confidence`.
 *
 * @param values finite numbers in any order.
 * @param confidence above 0 and below 1.
 * @returns null where even the smallest and the largest value together do not reach `confidence`: with fewer than
 *   six values at 0.95.
 * @throws RangeError when `confidence` is not between 0 and 1.
 *
 * @example
 * medianInterval([3, 1, 2, 6, 5, 4])?.high; // => 6
 * medianInterval([1, 2, 3, 4, 5]); // => null
 *
 * *Source*: Conover, "Practical Nonparametric Statistics", section 3.2.
 */
export function medianInterval(values: readonly number[], confidence = 0.95): MedianInterval | null {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`Expected \`confidence\` to be above 0 and below 1, got \`${confidence}\``);
  }
  const rank = outermostRank(values.length, confidence);
  if (rank === null) return null;
  const sorted = ascending(values);
  return {
    low: sorted[rank.index]!,
    middle: median(values),
    high: sorted[sorted.length - 1 - rank.index]!,
    confidence: rank.confidence,
  };
}

/** How far in from both ends of a sorted sample of `count` values the interval may begin. */
function outermostRank(count: number, confidence: number): { index: number; confidence: number } | null {
  const tailLimit = (1 - confidence) / 2;
  let reached: { index: number; confidence: number } | null = null;
  let tail = 0;
  // Logarithms, because 0.5 ** count is 0 in floating point from 1,075 values on.
  let logProbability = -count * Math.LN2;
  for (let below = 0; below < count / 2; below++) {
    tail += Math.exp(logProbability);
    if (tail > tailLimit) break;
    reached = { index: below, confidence: 1 - 2 * tail };
    logProbability += Math.log((count - below) / (below + 1));
  }
  return reached;
}
