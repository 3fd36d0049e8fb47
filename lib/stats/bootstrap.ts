import { ascending, median } from "./quantile.js";
import { seededRandom } from "./random.js";
import { type RoundValue, valueByRound } from "./ratio.js";

export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** The same seed and values give the same interval. Default: 1. */
  readonly seed?: number;
  /** Default: 2,000, which leaves about half a percentage point of chance in the coverage. */
  readonly resampleCount?: number;
  /** Above 0 and below 1. Default: 0.95. */
  readonly confidence?: number;
}

/**
 * The percentile bootstrap over rounds: whole rounds are drawn with replacement, so that what was measured together
 * stays together. For what has no exact interval; for medians and ratios of two variants prefer `medianInterval` and
 * `ratioWithinRounds`, because this one covers less than it says where rounds are few: about 92% with six.
 *
 * @param rounds to draw from, at least one.
 * @param statistic of the rounds drawn, some of them several times. May be infinite, for what lies beyond all bounds.
 * @returns the smallest and the largest of the middle `confidence` of the statistic's values, as they are: bounds that
 *   may be infinite are not interpolated.
 *
 * *Source*: Efron and Tibshirani, "An Introduction to the Bootstrap", chapter 13.
 */
export function bootstrapInterval(
  rounds: readonly number[],
  statistic: (rounds: readonly number[]) => number,
  { seed = 1, resampleCount = 2_000, confidence = 0.95 }: BootstrapOptions = {},
): BootstrapInterval {
  const random = seededRandom(seed);
  const statistics = ascending(
    Array.from({ length: resampleCount }, () =>
      statistic(rounds.map(() => rounds[random.below(rounds.length)]!)),
    ),
  );
  const outside = Math.floor((resampleCount * (1 - confidence)) / 2);
  return { low: statistics[outside]!, high: statistics[resampleCount - 1 - outside]! };
}

/**
 * The ratio of two variants' medians over the rounds that both measured, with its bootstrap interval.
 *
 * @returns null with fewer than six rounds in common.
 */
export function ratioOfMedians(
  numerator: readonly RoundValue[],
  denominator: readonly RoundValue[],
  options: BootstrapOptions = {},
): (BootstrapInterval & { readonly middle: number }) | null {
  const [above, below] = [valueByRound(numerator), valueByRound(denominator)];
  const rounds = [...above.keys()].filter((round) => below.has(round));
  if (rounds.length < 6) return null;
  const ratioOver = (drawn: readonly number[]) =>
    median(drawn.map((round) => above.get(round)!)) / median(drawn.map((round) => below.get(round)!));
  return { ...bootstrapInterval(rounds, ratioOver, options), middle: ratioOver(rounds) };
}
