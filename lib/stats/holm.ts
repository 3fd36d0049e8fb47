/**
 * P-values corrected for being several: with each comparison rejected whose corrected value is at most 0.05, the chance
 * that any of those without a difference is among them is at most 0.05, however they depend on each other.
 *
 * @param pValues of all comparisons that were declared; 1 for one that could not be made, which still was one more
 *   chance to be wrong.
 * @returns in the same order, each at least its own value and at most 1.
 *
 * @example
 * holm([0.01, 0.04, 0.03]); // => [0.03, 0.06, 0.06]
 *
 * *Source*: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979.
 */
export function holm(pValues: readonly number[]): number[] {
  const corrected = new Array<number>(pValues.length);
  const ascending = pValues.map((p, index) => ({ p, index })).sort((x, y) => x.p - y.p);
  let largest = 0;
  for (const [place, { p, index }] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - place)));
    corrected[index] = largest;
  }
  return corrected;
}
