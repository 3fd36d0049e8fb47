/**
 * How evenly a load is spread: 1 where all shares are alike, 1 / n where one of n has everything.
 *
 * @param shares what each of the takers got, at least 0 each.
 * @returns `NaN` where nobody got anything, since nothing was spread.
 *
 * @example
 * jainIndex([3, 1]); // => 0.8
 *
 * *Source*: Jain, Chiu and Hawe, "A Quantitative Measure of Fairness and Discrimination", 1984.
 */
export function jainIndex(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return (sum * sum) / (shares.length * squares);
}
