import type { Document } from "../catalogue/entry.js";
import type { ExperimentResult, StoredVerdict, VerdictKind } from "../store/result.js";
import { path } from "./figure-path.js";
import { type Prose, proseText } from "./prose.js";

export interface Verdict {
  readonly kind: VerdictKind;
  /** Under which the claim holds, for `holds only if`. */
  readonly condition?: Prose;
  /** The measured ratio, more than 1 in the claimed direction; absent for claims that count. */
  readonly ratio?: MeasuredRatio;
  /** One sentence from the figures: why this verdict. */
  readonly because: Prose;
}

export interface MeasuredRatio {
  /** Bounds of the interval of the median, 95% or more. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly roundCount: number;
  /** Of the corrected test that the two differ at all. */
  readonly p: number;
  /** Where these figures lie, up to their own names. */
  readonly path: string;
}

/** Whose results are judged, for names and paths in sentences. */
export interface JudgeContext {
  readonly document: Document;
  /** The machine's id. */
  readonly machine: string;
}

/** Where an experiment's own figures lie. */
export function experimentPath(result: ExperimentResult, { machine, document }: JudgeContext): string {
  return path("results", machine, document.slug, "experiments", result.id);
}

/** The form in which a results file keeps a verdict. */
export function storedVerdict(verdict: Verdict): StoredVerdict {
  const { condition, ratio } = verdict;
  return {
    verdict: verdict.kind,
    ...(condition && { condition: proseText(condition) }),
    ...(ratio && { ratio: [ratio.low, ratio.middle, ratio.high] as const }),
    because: proseText(verdict.because),
  };
}

export function notMeasured(because: Prose): Verdict {
  return { kind: "not measured here", because };
}
