import { medianAbsoluteDeviation } from "./median-absolute-deviation.js";
import { median } from "./quantile.js";

/** On which side of the others a value lies apart. */
export type OutlierSide = "high" | "low";

/** Times the median absolute deviation: the standard deviation of a normal distribution. */
const NORMAL_CONSISTENCY = 1.4826;
/** Of fewer values none can be said to lie apart from the others. */
const VALUES_NEEDED = 6;

/**
 * Which values lie apart from the others, by their modified z-score. A label to show and nothing else: no figure leaves
 * an outlier out, since a slow run is a fact about a program like any other. Of series with normal noise alone, one in
 * twenty has such a value.
 *
 * @returns in the order of `values`; null for those that are none, and for all of fewer than six.
 *
 * *Source*: Iglewicz and Hoaglin, "How to Detect and Handle Outliers", 1993.
 */
export function outliers(values: readonly number[]): (OutlierSide | null)[] {
  if (values.length < VALUES_NEEDED) return values.map(() => null);
  return values.map((value) => outlierSide(value, values));
}

/** On which side `value` lies apart from `others`; null where it does not, or where these have no spread to go by. */
export function outlierSide(value: number, others: readonly number[]): OutlierSide | null {
  const distance = value - median(others);
  const spread = NORMAL_CONSISTENCY * medianAbsoluteDeviation(others);
  if (!(spread > 0 && Math.abs(distance) > limitFor(others.length) * spread)) return null;
  return distance > 0 ? "high" : "low";
}

/**
 * The modified z-score from which on a value is called an outlier. The usual limit is 3.5, but the spread of six values
 * is often too small by luck: with it, one series in six would have an outlier (`outliers.test.ts` counts them).
 */
function limitFor(count: number): number {
  return 3.5 + 14 / count;
}
