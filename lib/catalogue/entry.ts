/** The shapes of the catalogue: what each document says, which experiments test it, and which claims get a verdict. */

import type { Unit } from "../units.js";

/** One name for a document in every folder: notebook, experiments, results, report section. */
export type Slug = "from-python-to-go" | "catch-em-all" | "two-philosophies" | "fib-server";

export type Language = "typescript" | "go" | "python" | "pypy";

/** `<prefix>/<name>`: `ts/gather`, `go/goroutines`, `python/requests`. */
export type VariantId = `${"ts" | "go" | "python" | "pypy"}/${string}`;

/**
 * - `smoke`: one round of tiny work, to see that everything runs; gives no verdicts.
 * - `quick`: the core variants in six rounds.
 * - `full`: every variant, sweeps, twelve rounds.
 */
export type Profile = "smoke" | "quick" | "full";

export interface Document {
  /** `D1` to `D4`. */
  readonly id: `D${number}`;
  readonly slug: Slug;
  /** The file of its notebook, without folder and extension. */
  readonly notebook: string;
  readonly title: string;
  readonly year: string;
  /** One sentence: what the essay compares, and how. */
  readonly setting: string;
  readonly published: readonly PublishedFigure[];
  readonly experiments: readonly Experiment[];
  readonly claims: readonly Claim[];
}

/** A figure that the document prints; no raw samples of it exist. */
export interface PublishedFigure {
  readonly id: string;
  /** The experiment and the variant that measure the same thing here. */
  readonly experiment: string;
  readonly variant: VariantId;
  readonly cell?: string;
  readonly program: string;
  /** The work that the figure belongs to: "150 documents". */
  readonly work: string;
  /** The figure as the document prints it. */
  readonly quoted: string;
  /** The figure as a number, or as a range, in `unit`. */
  readonly value: number | readonly [low: number, high: number];
  readonly unit: "ms" | "requests/s" | "MB" | "ratio";
  /** What of a sample it is to be compared with, where that is not the experiment's own metric. */
  readonly metric?: Metric;
}

export interface Experiment {
  readonly id: string;
  readonly title: string;
  /** The question that it answers, as one sentence with a question mark. */
  readonly question: string;
  /** What is timed or counted, as a chart's axis says it. */
  readonly metric: Metric;
  /** The bound that no variant can beat, in words; its value comes with the results. */
  readonly ideal: string;
  readonly variants: readonly Variant[];
  /** Variants whose tasks are drawn on one time axis, from slow to fast. */
  readonly waterfall?: readonly VariantId[];
  /** The variant that every other one is compared with in each cell: as dots, or as maps where the cells are a grid. */
  readonly against?: VariantId;
  /** Ways from a slow variant to a fast one, each drawn as the gap between the two taken apart. */
  readonly ladders?: readonly Ladder[];
  /** Pairs of ways of which the second is dearer at first and cheaper in the end, along the experiment's sweep. */
  readonly crossings?: readonly Crossing[];
}

/** Where the curves of the two should cross, the counter `predicted` of the second foretells. */
export interface Crossing {
  readonly inPlace: VariantId;
  readonly handedOver: VariantId;
}

/** Variants in a row, each different from the one before in one factor. */
export interface Ladder {
  /** Unique in its experiment; letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly from: VariantId;
  readonly steps: readonly LadderStep[];
}

export interface LadderStep {
  readonly to: VariantId;
  /** What the step changes: "one connection kept"; absent for a last step that no one factor explains. */
  readonly factor?: string;
}

/** A field of a sample, or one of its counters. */
export type Metric = "workMs" | "wholeMs" | "cpuMs" | "peakRssBytes" | `counters.${string}`;

export interface Variant {
  readonly id: VariantId;
  readonly title: string;
  /** One sentence: how this program does it, and what that costs or gains. */
  readonly summary: string;
  /** True for the document's own program, flaws included. */
  readonly asPublished?: boolean;
  /** The smallest profile that runs it. */
  readonly from: Profile;
  /** The program's source in the project, for a reader who wants to see it. */
  readonly source: string;
  /** For the second name of an A/A control: the variant of which it is a copy. */
  readonly copyOf?: VariantId;
}

export type Claim = RatioClaim | PredicateClaim;

interface ClaimBase {
  /** `D2-C1`. */
  readonly id: string;
  readonly experiment: string;
  /** One line in our own words, fair to the author. */
  readonly text: string;
  /** The essay's text; its program (what it does or would do); the talk that it reports; or ours. */
  readonly statedBy: "essay" | "program" | "talk" | "ours";
  /** What the document prints, where it prints a figure for this. */
  readonly quoted?: string;
  /** What the claim leaves out of sight: the cause behind the figure. */
  readonly hides?: string;
}

/**
 * A claim about how many times larger one measurement is than another.
 * The ratio is oriented so that more than 1 is the claimed direction.
 */
export interface RatioClaim extends ClaimBase {
  readonly kind: "ratio";
  readonly numerator: VariantId;
  readonly denominator: VariantId;
  readonly metric: Metric;
  readonly cell?: string;
  /** The published ratio, or its range. */
  readonly published?: number | readonly [low: number, high: number];
  /** For a claim of being level: the factor within which the two count as level; `floor` for the noise floor. */
  readonly levelWithin?: number | "floor";
  /** Follows from other claims of the experiment, so it is not one of the declared comparisons. */
  readonly derivedFrom?: readonly string[];
  /** A declared condition: where its levels get different verdicts, the claim holds only at some of them. */
  readonly condition?: ConditionGrid;
}

/** The cells of an experiment in which one claim is judged, each at a level of one parameter. */
export interface ConditionGrid {
  /** The parameter of the cells, a number or a name. */
  readonly parameter: string;
  readonly unit: Unit;
  /** A clause for "holds only if ...": "the round trip", "the tasks are". */
  readonly says: string;
  /** The first one is the headline. */
  readonly cells: readonly string[];
}

/** A claim that counts: it holds when all of its conditions do. */
export interface PredicateClaim extends ClaimBase {
  readonly kind: "predicate";
  readonly conditions: readonly Condition[];
}

export type Condition =
  | {
      readonly kind: "comparison";
      readonly left: Quantity;
      readonly is: "=" | "<" | "<=" | ">" | ">=";
      readonly right: number | Quantity;
      /** A clause that follows the number in the sentence after "because", also where it is 1: "in flight at most". */
      readonly says: string;
    }
  /** Every sample of the experiment that ended well has the expected digest, and none was invalid. */
  | { readonly kind: "every-digest-right"; readonly says: string };

/** A number taken from one variant's samples: the median, or the extreme. */
export interface Quantity {
  readonly variant: VariantId;
  readonly metric: Metric;
  readonly cell?: string;
  readonly by?: "median" | "max" | "min";
  /** Divide by this quantity. */
  readonly per?: Quantity;
  /** How far the two are apart, whichever is larger: the ratio, or its inverse where that is the one above 1. */
  readonly eitherWay?: true;
}
