import { mannWhitney } from "./mann-whitney.js";
import { ascending, median } from "./quantile.js";

/** How many times as large the values of one run are as those of another. */
export interface RatioBetweenRuns {
  /** Bounds of the interval at 95% or more. */
  readonly low: number;
  /** The Hodges-Lehmann estimate: the median of the ratios of every value of one run to every one of the other. */
  readonly middle: number;
  readonly high: number;
  /** Of the Mann-Whitney test that the ratio is 1; see `mannWhitney`. */
  readonly p: number;
}

/** A run has 20 rounds at most; the exact distribution of many more would take seconds. */
const VALUES_LIMIT = 60;
const TAIL = 0.025;

/**
 * The ratio of two runs that share no rounds, such as the same program on two days. The interval is the one that goes
 * with the Mann-Whitney test and assumes only that the two distributions differ by a factor. For two programs of one
 * run use `ratioWithinRounds`, which a drifting host disturbs less.
 *
 * @param numerator positive values in any order, at most 60.
 * @param denominator like `numerator`.
 * @returns null where even all pairs together do not reach 95%: with fewer than four values on each side.
 * @throws RangeError for more values than the limit.
 *
 * @example
 * ratioBetweenRuns([2, 4, 6, 8], [1, 1, 1, 1])?.middle; // => 5
 *
 * *Source*: Hollander, Wolfe and Chicken, "Nonparametric Statistical Methods", sections 4.1 to 4.3, on logarithms.
 */
export function ratioBetweenRuns(
  numerator: readonly number[],
  denominator: readonly number[],
): RatioBetweenRuns | null {
  if (Math.max(numerator.length, denominator.length) > VALUES_LIMIT) {
    throw new RangeError(`Expected at most ${VALUES_LIMIT} values of a run. Try fewer rounds.`);
  }
  const cumulative = smallerPairs(numerator.length, denominator.length);
  const outside = cumulative.filter((probability) => probability <= TAIL).length;
  if (outside === 0) return null;
  const ratios = ascending(numerator.flatMap((value) => denominator.map((other) => value / other)));
  return {
    low: ratios[outside - 1]!,
    middle: median([...ratios]),
    high: ratios[ratios.length - outside]!,
    p: mannWhitney(numerator, denominator).p,
  };
}

/**
 * For two samples of one distribution: the probability that at most `u` of the pairs have the first value smaller,
 * for every `u`. The counts of arrangements are the coefficients of a Gaussian binomial.
 */
function smallerPairs(first: number, second: number): number[] {
  const pairs = first * second;
  let chances = new Float64Array(pairs + 1);
  chances[0] = 1;
  // Multiplied by (1 - q^(second + i)) / (1 - q^i) for each i, and scaled so that the sum stays 1.
  for (let i = 1; i <= first; i++) {
    const next = chances.slice();
    for (let u = pairs; u >= second + i; u--) next[u]! -= chances[u - second - i]!;
    for (let u = i; u <= pairs; u++) next[u]! += next[u - i]!;
    const scale = i / (second + i);
    chances = next.map((chance) => chance * scale);
  }
  let sum = 0;
  return Array.from(chances, (chance) => {
    sum += Math.max(0, chance);
    return Math.min(1, sum);
  });
}
