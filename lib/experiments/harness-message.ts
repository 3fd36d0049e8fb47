import type { VariantId } from "../catalogue/entry.js";
import type { ResultFile } from "../store/result.js";
import type { Settings } from "./settings.js";

/** The argument of the harness process: which experiment to run, and how. */
export interface HarnessRequest {
  readonly document: string;
  readonly experiment: string;
  readonly settings: Settings;
  /** Continue from the journal of an interrupted run: with the same settings, cells, code, versions and machine. */
  readonly resume: boolean;
  /** The machine's name, in place of the slug of its fingerprint. */
  readonly machine?: string;
}

/** How far an experiment is. */
export interface HarnessProgress {
  readonly experiment: string;
  /** What is under way: "starting the origin", "round 3 of 6". */
  readonly step: string;
  /** The variant that runs. */
  readonly detail?: string;
  readonly sampleCount: number;
  readonly finishedCount: number;
  /** Milliseconds until the experiment ends, estimated from its samples so far; null before there are any. */
  readonly remainingMs: number | null;
  /** The sample of the headline cell that has just ended well, in the experiment's metric. */
  readonly finished?: { readonly variant: VariantId; readonly value: number };
}

/** A line that the harness process prints. */
export type HarnessMessage =
  | { readonly type: "progress"; readonly progress: HarnessProgress }
  /** A result file with this one experiment. */
  | { readonly type: "result"; readonly result: ResultFile }
  | { readonly type: "failed"; readonly name: string; readonly message: string };

/** The media type under which a notebook shows an experiment's result, so that a runner elsewhere can collect it. */
export const RESULT_MEDIA_TYPE = "application/vnd.interleave.result+json";
export const PROGRESS_MEDIA_TYPE = "application/vnd.interleave.progress+json";
