import { medianInterval } from "./median-interval.js";
import { median } from "./quantile.js";

/** What one variant measured in one round. */
export interface RoundValue {
  readonly round: number;
  readonly value: number;
}

/** The ratios of two variants, one for each round that measured both. */
export interface RoundRatios {
  /** Ascending. */
  readonly rounds: readonly number[];
  /** In the order of `rounds`. */
  readonly ratios: readonly number[];
}

export interface Interval {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** Its middle is the median of the ratios. */
export interface RatioInterval extends RoundRatios, Interval {}

/**
 * The ratio of two variants with its interval: the order-statistic interval, at 95% or more, of the median of the
 * ratios taken within each round. Both sides of such a ratio ran minutes apart at most, so a host that slows down
 * during the run slows both. With fewer than six common rounds use {@link roundRatios} and the median.
 *
 * @returns null with fewer than six rounds in common.
 */
export function ratioWithinRounds(
  numerator: readonly RoundValue[],
  denominator: readonly RoundValue[],
): RatioInterval | null {
  const common = roundRatios(numerator, denominator);
  const interval = medianInterval(common.ratios);
  return interval && { ...common, low: interval.low, middle: interval.middle, high: interval.high };
}

/**
 * The ratio within each round that both variants measured. A round with several values on one side counts with
 * their median; a value that is not above 0 has no ratio, and its round is left out.
 *
 * @example
 * roundRatios([{ round: 0, value: 6 }], [{ round: 0, value: 2 }]); // => { rounds: [0], ratios: [3] }
 */
export function roundRatios(
  numerator: readonly RoundValue[],
  denominator: readonly RoundValue[],
): RoundRatios {
  const above = valueByRound(numerator);
  const below = valueByRound(denominator);
  const rounds = [...above.keys()].filter((round) => below.has(round)).sort((a, b) => a - b);
  return { rounds, ratios: rounds.map((round) => above.get(round)! / below.get(round)!) };
}

/**
 * How far apart two are whose ratio lies in an interval, whichever is larger: 1 is level, and 4 as well as 1/4 become 4.
 * An interval on both sides of 1 begins at 1.
 *
 * @example
 * gapOf({ low: 0.2, middle: 0.25, high: 0.5 }); // => { low: 2, middle: 4, high: 5 }
 */
export function gapOf({ low, middle, high }: Interval): Interval {
  const factor = Math.max(middle, 1 / middle);
  if (low >= 1) return { low, middle, high };
  if (high <= 1) return { low: 1 / high, middle: factor, high: 1 / low };
  return { low: 1, middle: factor, high: Math.max(high, 1 / low) };
}

/** What each round came to: the median of its values above 0; a round without any is left out. */
export function valueByRound(values: readonly RoundValue[]): Map<number, number> {
  const groups = new Map<number, number[]>();
  for (const { round, value } of values) {
    if (!(value > 0 && Number.isFinite(value))) continue;
    const group = groups.get(round);
    if (group) group.push(value);
    else groups.set(round, [value]);
  }
  return new Map([...groups].map(([round, group]) => [round, median(group)]));
}
