import type { Unit } from "../../units.js";
import type { Metric, VariantId } from "../entry.js";

/** A work of the table of speed: several subjects do the same, and some are held to floors against others. */
export interface BenchWork {
  /** Letters, digits and hyphens; unique. */
  readonly id: string;
  readonly title: string;
  /** What of a sample is compared. */
  readonly metric: Metric;
  readonly unit: Unit;
  /** Whether a small or a large value is good. Default: `less`. */
  readonly better?: "less" | "more";
  /** What a ratio of 2 says: "2 x as fast". */
  readonly advantage: "as fast" | "as cheap" | "as small";
  /** What a reader must know to judge the figures, as one sentence. */
  readonly note?: string;
  readonly subjects: readonly BenchSubject[];
  readonly comparisons: readonly BenchComparison[];
}

/** One that does a work: the library, a peer's own language, or a library of npm. */
export interface BenchSubject {
  /** Such as `ts/channel`; libraries of npm are `ts` too. */
  readonly id: VariantId;
  readonly title: string;
}

/** Two of a work's subjects; a ratio says how many times as good the subject is. */
export interface BenchComparison {
  readonly subject: VariantId;
  readonly baseline: VariantId;
  /** What the library must reach; absent for a row that only informs. */
  readonly floor?: number;
  /** What it reaches for. */
  readonly goal?: number;
  /** What stands between it and its floor, as one sentence for a reader who sees it missed. */
  readonly obstacle?: string;
}
