import { type MedianInterval, medianInterval } from "./median-interval.js";
import { median } from "./quantile.js";
import { type RoundValue, valueByRound } from "./ratio.js";

/** A variant on the way from a slow one to a fast one. */
export interface LadderRung {
  /** What makes it different from the one before; absent where no one factor does. */
  readonly factor?: string;
  readonly values: readonly RoundValue[];
}

/** A gap taken apart: `start` less all differences less `leftOver` is `end`. */
export interface GapLadder {
  /** Medians of the first variant and of the last, over the rounds that measured all of them. */
  readonly start: number;
  readonly end: number;
  /** `start` less `end`. */
  readonly gap: number;
  readonly steps: readonly GapStep[];
  /** What the steps leave over, because medians of differences do not add up exactly: the less, the surer the shares. */
  readonly leftOver: { readonly difference: number; readonly share: number };
}

export interface GapStep {
  /** Empty for the residual: a step that no one factor explains. */
  readonly factors: readonly string[];
  /** How much less than before; negative where it is more. The median of the differences within rounds. */
  readonly difference: number;
  /** Of the gap; 0 where there is none. */
  readonly share: number;
  /** Null under six rounds. */
  readonly interval: MedianInterval | null;
}

/**
 * Takes the gap between two variants apart along a row of variants, each a factor away from the one before.
 * Differences are taken within rounds, so a host that slows down does so on both sides. A rung without values is left
 * out, and its factor counts with the next one's, or with the residual where the next has none.
 *
 * @param from the variant at the slow end.
 * @param rungs in the order of the ladder; the last is the fast end.
 * @returns null where the rounds of all have none in common, or no factor is left to show.
 */
export function gapLadder(from: readonly RoundValue[], rungs: readonly LadderRung[]): GapLadder | null {
  const measured = withValues(rungs);
  const levels = [from, ...measured.map(({ values }) => values)].map(valueByRound);
  const rounds = [...levels[0]!.keys()].filter((round) => levels.every((level) => level.has(round)));
  if (rounds.length === 0 || !measured.some(({ factors }) => factors.length > 0)) return null;

  const at = (level: number) => rounds.map((round) => levels[level]!.get(round)!);
  const [start, end] = [median(at(0)), median(at(measured.length))];
  const gap = start - end;
  const shareOf = (difference: number) => (gap === 0 ? 0 : difference / gap);
  const steps = measured.map(({ factors }, index): GapStep => {
    const after = at(index + 1);
    const differences = at(index).map((before, place) => before - after[place]!);
    const difference = median(differences);
    return { factors, difference, share: shareOf(difference), interval: medianInterval(differences) };
  });
  const left = gap - steps.reduce((sum, { difference }) => sum + difference, 0);
  return { start, end, gap, steps, leftOver: { difference: left, share: shareOf(left) } };
}

/** The rungs that have values, each with the factors of those before it that have none. */
function withValues(rungs: readonly LadderRung[]): { factors: string[]; values: readonly RoundValue[] }[] {
  const measured: { factors: string[]; values: readonly RoundValue[] }[] = [];
  let factors: string[] = [];
  for (const { factor, values } of rungs) {
    // Beside a step without a factor, those that were skipped cannot be told apart either.
    factors = factor === undefined ? [] : [...factors, factor];
    if (values.length === 0) continue;
    measured.push({ factors, values });
    factors = [];
  }
  return measured;
}
