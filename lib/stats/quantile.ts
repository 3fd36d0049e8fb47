/**
 * The quantile of a sample by linear interpolation between its order statistics: method R-7, the default of R,
 * NumPy and d3. For how sure a median is, see `medianInterval`.
 *
 * @param values finite numbers in any order; left as they are.
 * @param p from 0 (the smallest) to 1 (the largest).
 * @returns in the unit of `values`; `NaN` for an empty sample.
 * @throws RangeError when `p` lies outside 0 to 1.
 *
 * @example
 * quantile([40, 10, 20, 30], 0.25); // => 17.5
 *
 * *Source*: Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996, definition 7.
 */
export function quantile(values: readonly number[], p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`Expected \`p\` to be a number from 0 to 1, got \`${p}\``);
  const sorted = ascending(values);
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

/** The middle of a sample: the quantile at 0.5, so the mean of the two middle values of an even sample. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A sorted copy, from the smallest to the largest. */
export function ascending(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}
