import type { Language, Profile, Slug, VariantId } from "../catalogue/entry.js";
import type { TaskSpan } from "../program.js";
import type { SampleLabel } from "../stats/sample-labels.js";

/** The version of the result file that this code writes and the only one that it reads. */
export const SCHEMA_VERSION = 1;

/** Everything measured for one document on one machine: raw samples in order, and what is needed to judge them. */
export interface ResultFile {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly document: Slug;
  readonly profile: Profile;
  /** Seeds the order of variants within each round. */
  readonly seed: number;
  readonly machine: Machine;
  readonly provenance: Provenance;
  readonly experiments: Readonly<Record<string, ExperimentResult>>;
  /** The verdicts as they fell; a report computes its own from the samples and never believes these. */
  readonly claims: Readonly<Record<string, StoredVerdict>>;
}

export interface Machine {
  /** A slug of the fingerprint, or the name given with `--machine`; never the host's name. */
  readonly id: string;
  /** What makes two runs comparable in absolute times. */
  readonly fingerprint: Fingerprint;
  /** What may change between two runs on one machine: load, free memory, clock governor. */
  readonly volatile: Readonly<Record<string, string | number | null>>;
}

export interface Fingerprint {
  readonly cpuModel: string;
  /** Logical processors. */
  readonly coreCount: number;
  /** Processors that a container's quota allows, where there is one. */
  readonly cpuQuota: number | null;
  readonly memoryBytes: number;
  readonly os: string;
  readonly architecture: string;
  readonly virtualization: string | null;
}

export interface Provenance {
  /** The commit of the project, or null with the reason in `commitMissing`. */
  readonly commit: string | null;
  readonly commitMissing?: string;
  readonly dirty: boolean | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Runtimes and libraries by name: `node`, `go`, `python`, `tslab`, `undici`, ... */
  readonly versions: Readonly<Record<string, string>>;
}

export interface ExperimentResult {
  readonly id: string;
  readonly profile: Profile;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** The points of a sweep by id (`documents=150`); the first one is the headline. */
  readonly cells: Readonly<Record<string, Cell>>;
  readonly roundCount: number;
  readonly noiseFloor: NoiseFloor;
  /** Sentences about what makes the figures less sure: host drift, unsteady samples. */
  readonly warnings: readonly string[];
  /** What a simple model said of the figures before the first of them was measured. */
  readonly predictions?: Predictions;
  readonly variants: Readonly<Record<VariantId, VariantResult>>;
}

/** Figures computed before a run from a few calibrated primitives; they are published as they came. */
export interface Predictions {
  /** The formula in words. */
  readonly model: string;
  /** What the formula was fed with, by name: calibrated by short runs beforehand. */
  readonly primitives: Readonly<Record<string, Primitive>>;
  /** In the unit of the experiment's metric. */
  readonly values: readonly Prediction[];
}

export interface Primitive {
  readonly value: number;
  readonly unit: PrimitiveUnit;
  /** What it is the price of, and how it was calibrated. */
  readonly says: string;
}

export type PrimitiveUnit = "ms" | "requests/s" | "count";

export interface Prediction {
  readonly variant: VariantId;
  readonly cell: string;
  readonly value: number;
  /** What the model says decides the figure. */
  readonly because: string;
}

export interface Cell {
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** The bound that no variant can beat. */
  readonly ideal?: Ideal;
}

export interface Ideal {
  readonly ms: number;
  /** How the bound comes about, with its numbers. */
  readonly because: string;
}

/**
 * How far apart two copies of the same program came out, as a factor >= 1.
 * `exact` for experiments that count; `unknown` where too few samples ended well.
 */
export type NoiseFloor =
  | {
      readonly kind: "a/a";
      readonly of: VariantId;
      readonly copy: VariantId;
      readonly factor: number;
      readonly ratios: readonly number[];
    }
  | { readonly kind: "exact" }
  | { readonly kind: "unknown"; readonly reason: string };

export interface VariantResult {
  readonly language: Language;
  /** The program's source in the project. */
  readonly program: string;
  readonly asPublished: boolean;
  readonly copyOf?: VariantId;
  readonly ideal?: Ideal;
  /** What the variant's own way of working needs at least; no processor time is in it. */
  readonly limit?: Ideal;
  /** Runs before the first round: kept, shown, and in no figure. */
  readonly warmups: readonly Sample[];
  /** In the order in which they were measured. */
  readonly samples: readonly Sample[];
  /** Start and end of each task in one run outside the rounds, for the waterfall. */
  readonly trace?: readonly TaskSpan[];
}

/**
 * - `ok`: enters the figures.
 * - `error`: the program failed; `reason` says how.
 * - `timeout`: it was ended at its time limit.
 * - `invalid`: it answered wrongly; shown, and in no figure.
 * - `skipped`: it did not run; `reason` names what is missing.
 */
export type SampleStatus = "ok" | "error" | "timeout" | "invalid" | "skipped";

export interface Sample {
  readonly status: SampleStatus;
  readonly reason?: string;
  /** The end of what the program wrote to its standard error, when it failed. */
  readonly stderrTail?: string;
  /** The cell of a sweep; absent for the headline cell. */
  readonly cell?: string;
  /** Counted from 0; absent for warm-ups. */
  readonly round?: number;
  /** Place in the round's random order, counted from 0. */
  readonly position?: number;
  /** The work alone, as the program measured it. */
  readonly workMs?: number;
  /** From starting the process to its exit, as the harness measured it. */
  readonly wholeMs?: number;
  /** Of the program and its children, as they report it. */
  readonly cpuUserMs?: number;
  readonly cpuSystemMs?: number;
  /** The same as the harness sees it of the process tree, where the system tells. */
  readonly treeCpuMs?: number;
  readonly peakRssBytes?: number;
  readonly digest?: string;
  readonly counters?: Readonly<Record<string, number>>;
  /**
   * What a load generator saw, by name: `responseTime` from when a request was to be sent, `serviceTime` from when it
   * was. In nanoseconds, in HdrHistogram's encoding V2, for `LatencyHistogram.decode`.
   */
  readonly histograms?: Readonly<Record<string, string>>;
  /** What sets it apart among the samples of its variant and cell; it enters every figure like the others. */
  readonly label?: SampleLabel;
  /** Share of time, 0 to 1, in which some task of the host waited for a processor during the sample (Linux PSI). */
  readonly cpuPressure?: number;
  /** Load average of one minute at the start. */
  readonly load?: number;
}

export type VerdictKind =
  | "holds"
  | "holds in direction, not in size"
  | "holds only if"
  | "reversed"
  | "not distinguishable"
  | "does not hold"
  | "not measured here";

export interface StoredVerdict {
  readonly verdict: VerdictKind;
  readonly condition?: string;
  /** `[low, middle, high]` of the measured ratio, or absent for claims that count. */
  readonly ratio?: readonly [number, number, number];
  readonly because: string;
}
