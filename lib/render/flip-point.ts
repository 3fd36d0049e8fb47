import type { RatioClaim } from "../catalogue/entry.js";
import type { ExperimentResult } from "../store/result.js";
import { floorFactor } from "./noise.js";
import { cellIn, ratioOf } from "./samples.js";

export interface FlipPoint {
  /** The value of the parameter at which the claimed direction begins, or ceases, to hold. */
  readonly at: number;
  /** The neighbouring cells between which it lies, by rising parameter. */
  readonly between: readonly [GridPoint, GridPoint];
  readonly holdsAbove: boolean;
}

interface GridPoint {
  readonly cell: string;
  readonly x: number;
  /** The lower bound of the ratio. */
  readonly low: number;
}

/**
 * Where along a claim's condition its direction turns: the ratio's lower bound meets the noise floor, interpolated
 * with both scales logarithmic between the two cells around it.
 *
 * @returns undefined unless every level is a number above 0 and the direction turns exactly once.
 */
export function flipPoint(claim: RatioClaim, result: ExperimentResult): FlipPoint | undefined {
  const { condition } = claim;
  if (condition === undefined) return undefined;
  const points: GridPoint[] = [];
  for (const cell of condition.cells) {
    const x = cellIn(result, cell)?.parameters[condition.parameter];
    if (x !== undefined && !(typeof x === "number" && x > 0)) return undefined;
    const low = ratioOf(result, claim.numerator, claim.denominator, claim.metric, cell)?.low;
    if (x !== undefined && low !== undefined) points.push({ cell, x, low });
  }
  points.sort((a, b) => a.x - b.x);
  const floor = floorFactor(result, claim.metric);
  const turns = points.slice(1).flatMap((above, index) => {
    const below = points[index]!;
    return above.low > floor === below.low > floor ? [] : [{ below, above }];
  });
  const [turn] = turns;
  if (turn === undefined || turns.length > 1) return undefined;
  const { below, above } = turn;
  const share = Math.log(floor / below.low) / Math.log(above.low / below.low);
  return {
    at: below.x * (above.x / below.x) ** share,
    between: [below, above],
    holdsAbove: above.low > floor,
  };
}
