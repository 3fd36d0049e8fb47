/** A measured throughput at a number of workers, clients or cores. */
export interface ScalingPoint {
  /** At least 1. */
  readonly count: number;
  readonly ratePerSecond: number;
}

/** How a throughput grows with the number of those who work, and why it does not grow for ever. */
export type ScalabilityFit =
  | {
      readonly kind: "fitted";
      /** The rate that one alone would have. */
      readonly rateOfOne: number;
      /** The share of the work that only one at a time can do; 0 for none. */
      readonly contention: number;
      /** What each pair costs to agree on the state that they share; 0 for nothing. */
      readonly coherency: number;
      /** The number at which the rate is largest; null where it grows for ever. */
      readonly bestCount: number | null;
      /** How far the points lie from the curve: the root of the mean square, as a share of the rate. */
      readonly residual: number;
    }
  | { readonly kind: "not fitted"; readonly reason: string };

/** Three unknowns need more points than three for the fit to say anything beyond them. */
const POINTS_NEEDED = 6;

/**
 * Fits the Universal Scalability Law, X(n) = r n / (1 + c (n - 1) + k n (n - 1)), by least squares of the relative
 * residuals of n / X, in which the law is linear: the best fit is found and not searched for. Neither cost may be below 0.
 *
 * @returns "not fitted" with fewer than six different counts, as data for a reader.
 *
 * *Source*: Gunther, "Guerrilla Capacity Planning", 2007, chapter 5.
 */
export function fitScalability(points: readonly ScalingPoint[]): ScalabilityFit {
  const counted = points.filter(({ count, ratePerSecond }) => count >= 1 && ratePerSecond > 0);
  const different = new Set(counted.map(({ count }) => count)).size;
  if (different < POINTS_NEEDED) {
    return { kind: "not fitted", reason: `needs ${POINTS_NEEDED} different counts, got ${different}` };
  }
  const [base, contended, coherent] = leastCosts(counted);
  const [rateOfOne, contention, coherency] = [1 / base, contended / base, coherent / base];
  const rateAt = (n: number) => (rateOfOne * n) / (1 + contention * (n - 1) + coherency * n * (n - 1));
  const squares = counted.map(({ count, ratePerSecond }) => (rateAt(count) / ratePerSecond - 1) ** 2);
  return {
    kind: "fitted",
    rateOfOne,
    contention,
    coherency,
    bestCount: coherency > 0 ? Math.sqrt(Math.max(0, 1 - contention) / coherency) : null,
    residual: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length),
  };
}

type Costs = readonly [base: number, contended: number, coherent: number];

/** The best of all fits in which some costs are held at 0: with three unknowns, trying all is the simplest way. */
function leastCosts(points: readonly ScalingPoint[]): Costs {
  const rows = points.map(({ count, ratePerSecond }) => {
    const y = count / ratePerSecond;
    return [1 / y, (count - 1) / y, (count * (count - 1)) / y] as const;
  });
  const errorOf = (costs: Costs) =>
    rows.reduce((sum, row) => sum + (row[0] * costs[0] + row[1] * costs[1] + row[2] * costs[2] - 1) ** 2, 0);
  const fits = [[0, 1, 2], [0, 1], [0, 2], [0]]
    .map((columns): Costs => {
      const solution = solve(
        columns.map((i) => columns.map((j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0))),
        columns.map((i) => rows.reduce((sum, row) => sum + row[i]!, 0)),
      );
      const cost = (column: number) => (columns.includes(column) ? solution[columns.indexOf(column)]! : 0);
      return [cost(0), cost(1), cost(2)];
    })
    .filter((costs) => costs[0] > 0 && costs.every((cost) => cost >= 0));
  return fits.reduce((best, fit) => (errorOf(fit) < errorOf(best) ? fit : best));
}

/** Gaussian elimination of a positive definite system, which needs no pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  for (const [index, row] of rows.entries()) {
    for (const below of rows.slice(index + 1)) {
      const factor = below[index]! / row[index]!;
      for (let column = index; column < row.length; column++) below[column]! -= factor * row[column]!;
    }
  }
  const solution = new Array<number>(rows.length).fill(0);
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index]!;
    const known = solution.reduce(
      (sum, value, column) => sum + (column > index ? value * row[column]! : 0),
      0,
    );
    solution[index] = (row.at(-1)! - known) / row[index]!;
  }
  return solution;
}
