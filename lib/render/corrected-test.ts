import type { Document, RatioClaim } from "../catalogue/entry.js";
import { holm } from "../stats/holm.js";
import { mannWhitney } from "../stats/mann-whitney.js";
import type { ExperimentResult } from "../store/result.js";
import { valuesIn } from "./samples.js";

/** Up to this corrected p value two variants count as told apart. */
export const SIGNIFICANCE = 0.05;

export interface CorrectedTest {
  /** Two-sided, of the Mann-Whitney test, by Holm's correction over the comparisons of the experiment. */
  readonly p: number;
  /** How many comparisons that correction is for. */
  readonly count: number;
}

/**
 * Whether the two variants of a claim, in its cell, differ at all. The correction is for every comparison that the
 * document's claims declare for the experiment, each cell of a condition by itself, whether or not it was measured:
 * what was declared before the run is what could have come out by chance. A claim that follows from others is none of
 * them, and is tested as if it were one more.
 */
export function correctedTest(
  claim: RatioClaim,
  result: ExperimentResult,
  document: Document,
): CorrectedTest {
  const declared = declaredComparisons(result.id, document);
  const place = declared.findIndex((other) => sameComparison(other, claim));
  const family = place === -1 ? [...declared, claim] : declared;
  const corrected = holm(family.map((one) => testOf(one, result)));
  return { p: corrected[place === -1 ? declared.length : place]!, count: family.length };
}

/** The comparisons that get a verdict: one for each claim of a ratio that follows from no other, in each of its cells. */
export function declaredComparisons(experiment: string, { claims }: Document): RatioClaim[] {
  return claims.flatMap((claim) => {
    if (claim.kind !== "ratio" || claim.experiment !== experiment || claim.derivedFrom) return [];
    return inEachCell(claim);
  });
}

/** A claim once for each cell of its condition, or as it is without one. */
export function inEachCell(claim: RatioClaim): RatioClaim[] {
  return claim.condition?.cells.map((cell) => ({ ...claim, cell })) ?? [claim];
}

function sameComparison(a: RatioClaim, b: RatioClaim): boolean {
  return (
    a.numerator === b.numerator &&
    a.denominator === b.denominator &&
    a.metric === b.metric &&
    a.cell === b.cell
  );
}

function testOf({ numerator, denominator, metric, cell }: RatioClaim, result: ExperimentResult): number {
  const [above, below] = [numerator, denominator].map((id) => valuesIn(result, id, metric, cell));
  return above!.length > 0 && below!.length > 0 ? mannWhitney(above!, below!).p : 1;
}
