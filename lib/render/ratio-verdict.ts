import type { RatioClaim } from "../catalogue/entry.js";
import type { ExperimentResult, VerdictKind } from "../store/result.js";
import { correctedTest, SIGNIFICANCE } from "./corrected-test.js";
import { judgeDead } from "./dead-program.js";
import { path } from "./figure-path.js";
import { whyMissing } from "./missing.js";
import { ratioPhrase, variantName } from "./names.js";
import { noiseIn } from "./noise.js";
import { type Figure, type Prose, prose } from "./prose.js";
import { ratioOf } from "./samples.js";
import {
  experimentPath,
  type JudgeContext,
  type MeasuredRatio,
  notMeasured,
  type Verdict,
} from "./verdict.js";

/** How far beyond the interval a published size may lie and still count as the same size, as a factor. */
const SIZE_TOLERANCE = 1.25;

/** Judges a claim of one ratio in one cell; see the rule at `judge`. */
export function judgeRatio(claim: RatioClaim, result: ExperimentResult, context: JudgeContext): Verdict {
  const measured = measureRatio(claim, result, context);
  if ("missing" in measured) return judgeDead(claim, result, context) ?? notMeasured(measured.missing);
  const floor = floorOf(claim, result, context);
  if ("missing" in floor) {
    return notMeasured(prose`the noise floor by this measure is not known: ${floor.missing}`);
  }
  const apart = tellApart(claim, measured, result, context);
  const verdict = claim.levelWithin === undefined ? judgeDirection : judgeLevel;
  const { kind, why } = verdict(claim, measured, floor, apart, context);
  return { kind, ratio: measured, because: prose`${comparison(claim, measured, context)}${why}` };
}

function judgeDirection(
  claim: RatioClaim,
  { low, high }: MeasuredRatio,
  floor: Floor,
  apart: Apart,
  context: JudgeContext,
): Judged {
  if ("not" in apart && (low > floor.value || high < 1 / floor.value)) {
    return { kind: "not distinguishable", why: prose`, clear of ${floor.words}, but ${apart.not}` };
  }
  if (low > floor.value) {
    if (claim.published === undefined) return { kind: "holds", why: prose`, clear of ${floor.words}` };
    const [least, most] = asRange(claim.published);
    const published = publishedWords(claim, context);
    const sameSize = low / SIZE_TOLERANCE <= most && least <= high * SIZE_TOLERANCE;
    return sameSize
      ? {
          kind: "holds",
          why: prose`, clear of ${floor.words}, and the published ${published} is of that size`,
        }
      : {
          kind: "holds in direction, not in size",
          why: prose`, clear of ${floor.words}, but the published ${published} lies outside the interval even when that is widened by a quarter`,
        };
  }
  if (high < 1 / floor.value)
    return { kind: "reversed", why: prose`: the opposite, and clear of ${floor.words}` };
  return { kind: "not distinguishable", why: prose`; the interval does not clear ${floor.words}` };
}

/**
 * Judges a claim that two measurements are level: within a factor, or within the noise floor. There is no direction
 * to reverse. It holds when the whole interval lies within the factor, so that noise alone cannot make a claim of
 * equality true by widening the interval; it does not hold when the interval lies wholly outside both the factor
 * and the floor. A factor below the floor cannot be seen to hold, since two copies of one program differ by more.
 */
function judgeLevel(
  claim: RatioClaim,
  { low, high }: MeasuredRatio,
  floor: Floor,
  apart: Apart,
  context: JudgeContext,
): Judged {
  const byFloor = claim.levelWithin === "floor";
  const factor = claim.levelWithin === undefined || byFloor ? floor.value : Number(claim.levelWithin);
  const words = byFloor
    ? floor.words
    : prose`a factor of ${{ path: claimPath(claim, context, "levelWithin"), value: factor, unit: "times" }}`;
  const bound = Math.max(factor, floor.value);
  if (low > bound || high < 1 / bound) {
    return "not" in apart
      ? { kind: "not distinguishable", why: prose`, beyond ${words}, but ${apart.not}` }
      : { kind: "does not hold", why: prose`, beyond ${words}` };
  }
  if (factor >= floor.value && low >= 1 / factor && high <= factor) {
    return { kind: "holds", why: prose`, within ${words}` };
  }
  return { kind: "not distinguishable", why: prose`; the interval lies partly outside ${words}` };
}

interface Judged {
  readonly kind: VerdictKind;
  /** The end of the sentence, after the comparison. */
  readonly why: Prose;
}

interface Floor {
  readonly value: number;
  readonly words: Prose;
}

function floorOf(
  { metric, cell }: RatioClaim,
  result: ExperimentResult,
  context: JudgeContext,
): Floor | { missing: string } {
  if (result.noiseFloor.kind === "exact") return { value: 1, words: prose`equality` };
  const noise = noiseIn(result, metric, cell);
  if ("missing" in noise) return noise;
  const where = `${experimentPath(result, context)}/${path("floor", metric, cell ?? "")}`;
  return {
    value: noise.factor,
    words: prose`the noise floor of ${{ path: where, value: noise.factor, unit: "ratio" }}`,
  };
}

/** Whether the corrected test tells the two apart; if not, the end of a sentence that says so. */
type Apart = { readonly not: Prose } | Record<string, never>;

function tellApart(
  claim: RatioClaim,
  { p }: MeasuredRatio,
  result: ExperimentResult,
  context: JudgeContext,
): Apart {
  if (p <= SIGNIFICANCE) return {};
  const where = `${experimentPath(result, context)}/${path("test", claim.id, claim.cell ?? "", "p")}`;
  return {
    not: prose`a rank test does not tell the two apart (corrected p ${{ path: where, value: p, unit: "times" }})`,
  };
}

/** The ratio with its interval, or why there is none. */
export function measureRatio(
  claim: RatioClaim,
  result: ExperimentResult,
  context: JudgeContext,
): MeasuredRatio | { missing: Prose } {
  const { numerator, denominator, metric, cell } = claim;
  const ratio = ratioOf(result, numerator, denominator, metric, cell);
  if (ratio === null) {
    const sides = [numerator, denominator].map((variant) => ({ variant, metric, cell }));
    return { missing: whyMissing(sides, result, context) };
  }
  return {
    low: ratio.low,
    middle: ratio.middle,
    high: ratio.high,
    roundCount: ratio.ratios.length,
    p: correctedTest(claim, result, context.document).p,
    path: `${experimentPath(result, context)}/${path("ratio", numerator, denominator, metric, cell ?? "")}`,
  };
}

export function ratioFigure(ratio: MeasuredRatio, which: "low" | "middle" | "high"): Figure {
  return { path: `${ratio.path}/${which}`, value: ratio[which], unit: "ratio" };
}

function comparison(claim: RatioClaim, ratio: MeasuredRatio, { document }: JudgeContext): Prose {
  const rounds: Figure = { path: `${ratio.path}/count`, value: ratio.roundCount, unit: "count" };
  const verb = claim.metric === "workMs" || claim.metric === "wholeMs" ? "took" : "had";
  return prose`${variantName(document, claim.numerator)} ${verb} ${ratioFigure(ratio, "middle")} ${ratioPhrase(claim.metric)} ${variantName(document, claim.denominator)} (${ratioFigure(ratio, "low")} to ${ratioFigure(ratio, "high")} over ${rounds} rounds)`;
}

/** The published ratio of a claim, as the catalogue has it. */
export function publishedWords(claim: RatioClaim, context: JudgeContext): Prose {
  const figures = publishedFigures(claim, context.document.slug);
  return figures.length === 2 ? prose`${figures[0]!} to ${figures[1]!}` : figures;
}

export function publishedFigures(claim: RatioClaim, slug: string): readonly Figure[] {
  const { published } = claim;
  if (published === undefined) return [];
  const at = path("catalogue", slug, "claims", claim.id, "published");
  if (typeof published === "number") return [{ path: at, value: published, unit: "ratio" }];
  return published.map((value, index): Figure => ({ path: `${at}/${index}`, value, unit: "ratio" }));
}

function claimPath(claim: RatioClaim, context: JudgeContext, field: string): string {
  return path("catalogue", context.document.slug, "claims", claim.id, field);
}

function asRange(published: number | readonly [number, number]): readonly [number, number] {
  return typeof published === "number" ? [published, published] : published;
}
