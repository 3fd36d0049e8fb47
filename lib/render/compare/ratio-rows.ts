import type { Document, RatioClaim } from "../../catalogue/entry.js";
import type { ExperimentResult } from "../../store/result.js";
import { inEachCell } from "../corrected-test.js";
import { floorFactor } from "../noise.js";
import { ratioOf } from "../samples.js";
import type { Pair } from "./comparison.js";

/** A declared comparison of two variants in one cell, as each machine has it within itself. */
export interface RatioRow {
  readonly claim: string;
  readonly text: string;
  readonly cell: string;
  readonly a: Within | null;
  readonly b: Within | null;
  /**
   * - `reversed`: one machine clearly has more than 1, the other clearly less.
   * - `differs`: the intervals have no ratio in common.
   * - `agrees`: they have. Null where a side has no ratio.
   */
  readonly change: "reversed" | "differs" | "agrees" | null;
}

/** A ratio with its interval; of a printed figure the bounds are what is printed. */
export interface Within {
  readonly low: number;
  /** Null for a printed range, which has no middle. */
  readonly middle: number | null;
  readonly high: number;
  /** Beyond which factor from 1 the ratio says something. */
  readonly floor: number;
}

/** A claim's ratio in one cell, by name. */
export interface DeclaredRatio extends RatioClaim {
  readonly cell: string;
}

export function ratioRows({ document, a, b }: Pair): RatioRow[] {
  return declaredRatios(document, a).map((ratio) =>
    ratioRow(ratio, measuredRatio(ratio, a), measuredRatio(ratio, b)),
  );
}

export function ratioRow({ id, text, cell }: DeclaredRatio, a: Within | null, b: Within | null): RatioRow {
  return { claim: id, text, cell, a, b, change: a && b ? changeBetween(a, b) : null };
}

/** Null where fewer than six rounds have both variants. */
export function measuredRatio(
  { metric, numerator, denominator, cell }: DeclaredRatio,
  result: ExperimentResult,
): Within | null {
  const ratio = ratioOf(result, numerator, denominator, metric, cell);
  const floor = floorFactor(result, metric, cell);
  return ratio && { low: ratio.low, middle: ratio.middle, high: ratio.high, floor };
}

/** What the claims on an experiment compare, those of a condition in each of its cells, the others in the run's headline. */
export function declaredRatios({ claims }: Document, { id, cells }: ExperimentResult): DeclaredRatio[] {
  const [headline = ""] = Object.keys(cells);
  return claims
    .filter((claim): claim is RatioClaim => claim.kind === "ratio" && claim.experiment === id)
    .flatMap(inEachCell)
    .map((claim) => ({ ...claim, cell: claim.cell ?? headline }));
}

/** 1 for clearly more than 1, -1 for clearly less, 0 for neither. */
export function side({ low, high, floor }: Within): -1 | 0 | 1 {
  if (low > floor) return 1;
  return high < 1 / floor ? -1 : 0;
}

function changeBetween(a: Within, b: Within): RatioRow["change"] {
  if (side(a) * side(b) === -1) return "reversed";
  return a.high < b.low || b.high < a.low ? "differs" : "agrees";
}
