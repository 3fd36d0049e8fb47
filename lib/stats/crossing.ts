/**
 * Where a ratio that begins above 1 comes to lie below it for good: between the last x at which it is 1 or more and
 * the next, interpolated with the ratio's scale logarithmic.
 *
 * @param points by rising x, ratios above 0
 * @returns undefined where the ratio never lies above 1, or still does at the last x.
 */
export function lastCrossing(points: readonly (readonly [x: number, ratio: number])[]): number | undefined {
  const last = points.findLastIndex(([, ratio]) => ratio >= 1);
  const [above, below] = [points[last], points[last + 1]];
  if (above === undefined || below === undefined) return undefined;
  const share = Math.log(above[1]) / Math.log(above[1] / below[1]);
  return above[0] + share * (below[0] - above[0]);
}
