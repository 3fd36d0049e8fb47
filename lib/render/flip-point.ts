import type { RatioClaim } from "../catalogue/entry.js";
import { bootstrapInterval } from "../stats/bootstrap.js";
import { median } from "../stats/quantile.js";
import { roundRatios } from "../stats/ratio.js";
import type { ExperimentResult } from "../store/result.js";
import { floorFactor } from "./noise.js";
import { cellIn, roundValues } from "./samples.js";

export interface FlipPoint {
  /** The value of the parameter at which the claimed direction begins, or ceases, to hold. */
  readonly at: number;
  /** Bounds of its 95% interval; absent on a side on which that reaches beyond the grid. */
  readonly low?: number;
  readonly high?: number;
  /** The neighbouring cells between which it lies, by rising parameter. */
  readonly between: readonly [GridPoint, GridPoint];
  readonly holdsAbove: boolean;
}

interface GridPoint {
  readonly cell: string;
  readonly x: number;
}

/** A cell of the grid with what it measured. */
interface Level extends GridPoint {
  /** The ratio of each round that has both variants. */
  readonly ratios: ReadonlyMap<number, number>;
}

interface Turn {
  readonly at: number;
  readonly between: readonly [GridPoint, GridPoint];
  readonly holdsAbove: boolean;
}

const ROUNDS_NEEDED = 6;

/**
 * Where along a claim's condition its direction turns: the median of the ratios within rounds meets the noise floor,
 * interpolated with both scales logarithmic between the two cells around it. The interval is the bootstrap's over
 * rounds, each drawn in all cells at once.
 *
 * @returns undefined unless every level is a number above 0 and the direction turns exactly once.
 */
export function flipPoint(claim: RatioClaim, result: ExperimentResult): FlipPoint | undefined {
  const levels = levelsOf(claim, result);
  if (levels === undefined) return undefined;
  const floor = floorFactor(result, claim.metric);
  const rounds = [...new Set(levels.flatMap(({ ratios }) => [...ratios.keys()]))].sort((a, b) => a - b);
  const turns = turnsOf(levels, rounds, floor);
  const [turn] = turns;
  if (turn === undefined || turns.length > 1) return undefined;
  const { low, high } = bootstrapInterval(rounds, (drawn) => drawnAt(levels, drawn, floor, turn.holdsAbove));
  return { ...turn, ...(low > 0 && { low }), ...(Number.isFinite(high) && { high }) };
}

/** By rising parameter, those that enough rounds measured; undefined where one is no number above 0. */
function levelsOf(claim: RatioClaim, result: ExperimentResult): readonly Level[] | undefined {
  const { condition, numerator, denominator, metric } = claim;
  const levels: Level[] = [];
  for (const cell of condition?.cells ?? []) {
    const x = cellIn(result, cell)?.parameters[condition!.parameter];
    if (x === undefined) continue;
    if (!(typeof x === "number" && x > 0)) return undefined;
    const { rounds, ratios } = roundRatios(
      roundValues(result, numerator, metric, cell),
      roundValues(result, denominator, metric, cell),
    );
    if (rounds.length < ROUNDS_NEEDED) continue;
    levels.push({ cell, x, ratios: new Map(rounds.map((round, index) => [round, ratios[index]!])) });
  }
  return levels.sort((a, b) => a.x - b.x);
}

function turnsOf(levels: readonly Level[], rounds: readonly number[], floor: number): Turn[] {
  const middles = levels.map(({ ratios }) => median(rounds.flatMap((round) => ratios.get(round) ?? [])));
  return levels.slice(1).flatMap((above, index) => {
    const below = levels[index]!;
    const [low, high] = [middles[index]!, middles[index + 1]!];
    if (high > floor === low > floor) return [];
    const share = Math.log(floor / low) / Math.log(high / low);
    const at = below.x * (above.x / below.x) ** share;
    return [{ at, between: [below, above] as const, holdsAbove: high > floor }];
  });
}

/** Where the direction turns over the rounds drawn; 0 or infinity for a turn that lies beyond the grid. */
function drawnAt(
  levels: readonly Level[],
  drawn: readonly number[],
  floor: number,
  holdsAbove: boolean,
): number {
  const turn = turnsOf(levels, drawn, floor).find((one) => one.holdsAbove === holdsAbove);
  if (turn) return turn.at;
  const first = median(drawn.flatMap((round) => levels[0]!.ratios.get(round) ?? []));
  return first > floor === holdsAbove ? 0 : Number.POSITIVE_INFINITY;
}
