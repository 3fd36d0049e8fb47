import { median } from "./quantile.js";

/**
 * How far values typically lie from their median: the median of the distances. A single wild value does not move it,
 * unlike a standard deviation; times 1.4826 it estimates that of a normal distribution.
 *
 * @returns in the unit of `values`; `NaN` for an empty sample.
 *
 * @example
 * medianAbsoluteDeviation([1, 2, 3, 4, 100]); // => 1
 */
export function medianAbsoluteDeviation(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}
