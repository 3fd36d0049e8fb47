import { normalTail } from "./normal-tail.js";

export interface MannWhitneyTest {
  /** In how many of all pairs `a` is larger, ties counted by half. */
  readonly u: number;
  /** Two-sided: how often chance alone would put the samples this far apart, or further. */
  readonly p: number;
  readonly method: "exact" | "asymptotic";
}

/** The number of ways to split more values in two would no longer be an exact number. */
const EXACT_LIMIT = 50;

/**
 * Whether two independent samples come from one distribution: the Mann-Whitney U test, two-sided. Ties share their
 * mean rank. Assumes nothing about the distribution, and a wild value weighs no more than any other largest one.
 *
 * @param a, b finite numbers, at least one each.
 * @param method exact: over all ways to split the values in two, ties included; at most 50 values in all.
 *   Asymptotic: the normal approximation with corrections for ties and continuity. Default: exact where it can be.
 * @throws RangeError for an empty sample, and for the exact test of more than 50 values.
 *
 * @example
 * mannWhitney([1, 2, 3], [4, 5, 6]); // => { u: 0, p: 0.1, method: "exact" }
 *
 * *Source*: Mann and Whitney, 1947; with ties, Lehmann, "Nonparametrics", section 1.4.
 */
export function mannWhitney(
  a: readonly number[],
  b: readonly number[],
  method: MannWhitneyTest["method"] = a.length + b.length <= EXACT_LIMIT ? "exact" : "asymptotic",
): MannWhitneyTest {
  if (a.length === 0 || b.length === 0) {
    throw new RangeError(`Expected two samples with values, got ${a.length} and ${b.length}`);
  }
  if (method === "exact" && a.length + b.length > EXACT_LIMIT) {
    throw new RangeError(
      `Expected at most ${EXACT_LIMIT} values for the exact test, got ${a.length + b.length}`,
    );
  }
  const ranks = doubledRanks([...a, ...b]);
  const doubledSum = ranks.slice(0, a.length).reduce((sum, rank) => sum + rank, 0);
  const u = doubledSum / 2 - (a.length * (a.length + 1)) / 2;
  const p =
    method === "exact" ? exactP(ranks, a.length, doubledSum) : asymptoticP(ranks, u, a.length, b.length);
  return { u, p, method };
}

/** Ranks from 1 up times two, so that the mean of tied ranks is whole, in the order of `values`. */
function doubledRanks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((x, y) => x.value - y.value);
  const ranks = new Array<number>(values.length);
  for (let first = 0; first < order.length; ) {
    let next = first;
    while (next < order.length && order[next]!.value === order[first]!.value) next++;
    for (const { index } of order.slice(first, next)) ranks[index] = first + 1 + next;
    first = next;
  }
  return ranks;
}

/**
 * Counts the ways to choose as many ranks as the sample has, by their sum. Each rank in turn is left out or taken,
 * which is why the counts of a larger choice are updated first.
 */
function exactP(ranks: readonly number[], chosenCount: number, observed: number): number {
  const largest = ranks.reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: chosenCount + 1 }, () => new Float64Array(largest + 1));
  ways[0]![0] = 1;
  for (const [index, rank] of ranks.entries()) {
    for (let chosen = Math.min(chosenCount, index + 1); chosen > 0; chosen--) {
      const [from, to] = [ways[chosen - 1]!, ways[chosen]!];
      for (let sum = largest; sum >= rank; sum--) to[sum]! += from[sum - rank]!;
    }
  }
  let [below, above, all] = [0, 0, 0];
  for (const [sum, count] of ways[chosenCount]!.entries()) {
    all += count;
    if (sum <= observed) below += count;
    if (sum >= observed) above += count;
  }
  return Math.min(1, (2 * Math.min(below, above)) / all);
}

function asymptoticP(ranks: readonly number[], u: number, aCount: number, bCount: number): number {
  const count = aCount + bCount;
  const tieSizes = new Map<number, number>();
  for (const rank of ranks) tieSizes.set(rank, (tieSizes.get(rank) ?? 0) + 1);
  const ties = [...tieSizes.values()].reduce((sum, size) => sum + size ** 3 - size, 0);
  const variance = ((aCount * bCount) / 12) * (count + 1 - ties / (count * (count - 1)));
  const distance = Math.abs(u - (aCount * bCount) / 2) - 0.5;
  // Where all values tie there is nothing to tell apart.
  return variance > 0 ? Math.min(1, 2 * normalTail(distance / Math.sqrt(variance))) : 1;
}
