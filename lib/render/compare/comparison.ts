import type { Document, Slug } from "../../catalogue/entry.js";
import type { ExperimentResult, Fingerprint, ResultFile } from "../../store/result.js";
import { differingParameters } from "../differing-parameters.js";
import { oneSided } from "./one-sided.js";
import { comparePublished } from "./published-rows.js";
import { type RankChange, rankChanges } from "./rank-changes.js";
import { type RatioRow, ratioRows } from "./ratio-rows.js";
import { type Suspect, suspects } from "./suspects.js";
import { otherwiseMeasured, type ValueRow, valueRows } from "./value-rows.js";

/** One machine's results, or the figures that the documents print. */
export type Side =
  | { readonly kind: "measured"; readonly id: string; readonly results: readonly ResultFile[] }
  | { readonly kind: "published"; readonly id: string };

/**
 * Two machines, or two runs of one, side by side. Absolute values share a row only within one fingerprint
 * (`kind: "values"`); else there are only ratios taken within each machine (`kind: "ratios"`).
 */
export interface Comparison {
  readonly kind: "values" | "ratios";
  readonly a: SideSummary;
  readonly b: SideSummary;
  /** The parts of the fingerprint that differ, and of a published side that it has none. */
  readonly machineDifferences: readonly string[];
  readonly experiments: readonly ComparedExperiment[];
  /** Versions, commits and settings that differ and so may be the cause. */
  readonly suspects: readonly Suspect[];
  /** What only one side has, with the reason, or what was measured otherwise there: a sentence each. */
  readonly notCompared: readonly string[];
  /** Those of them by which B has no values of a declared variant that A has values of, though B measured the experiment. */
  readonly lost: readonly string[];
  /** Whether some declared variant of B takes longer than in A, beyond test, interval and noise floor. */
  readonly slower: boolean;
}

export interface SideSummary {
  readonly id: string;
  readonly profiles: readonly string[];
  readonly documents: readonly Slug[];
  readonly fingerprint: Fingerprint | null;
}

export interface ComparedExperiment {
  readonly document: Slug;
  readonly experiment: string;
  readonly values: readonly ValueRow[];
  readonly ratios: readonly RatioRow[];
  readonly rankChanges: readonly RankChange[];
}

/** An experiment that both sides have, under the same parameters. */
export interface Pair {
  readonly document: Document;
  readonly a: ExperimentResult;
  readonly b: ExperimentResult;
}

/** Compares B with A: a ratio above 1 says that B has more. */
export function compare(a: Side, b: Side, documents: readonly Document[]): Comparison {
  const [first, second] = [a, b].map(summary) as [SideSummary, SideSummary];
  const machineDifferences = fingerprintDifferences(first.fingerprint, second.fingerprint);
  const kind = machineDifferences.length === 0 ? "values" : "ratios";
  const measured =
    a.kind === "measured" && b.kind === "measured"
      ? compareMeasured(a.results, b.results, documents, kind)
      : comparePublished(a, b, documents);
  return {
    kind,
    a: first,
    b: second,
    machineDifferences,
    ...measured,
    slower: measured.experiments.some(({ values }) => values.some(({ verdict }) => verdict === "slower")),
  };
}

type Compared = Pick<Comparison, "experiments" | "suspects" | "notCompared" | "lost">;

function compareMeasured(
  a: readonly ResultFile[],
  b: readonly ResultFile[],
  documents: readonly Document[],
  kind: Comparison["kind"],
): Compared {
  const notCompared: string[] = [];
  const pairs = documents.flatMap((document) => pairsOf(document, a, b, notCompared));
  const lone = pairs.flatMap(oneSided);
  notCompared.push(
    ...lone.map(({ sentence }) => sentence),
    ...(kind === "values" ? pairs.flatMap(otherwiseMeasured) : []),
  );
  return {
    experiments: pairs.map((pair) => ({
      document: pair.document.slug,
      experiment: pair.a.id,
      values: kind === "values" ? valueRows(pair) : [],
      ratios: kind === "ratios" ? ratioRows(pair) : [],
      rankChanges: rankChanges(pair),
    })),
    suspects: suspects(a, b),
    notCompared,
    lost: lone.filter(({ lost }) => lost).map(({ sentence }) => sentence),
  };
}

function pairsOf(
  document: Document,
  a: readonly ResultFile[],
  b: readonly ResultFile[],
  notCompared: string[],
): Pair[] {
  const [first, second] = [a, b].map((results) => results.find((one) => one.document === document.slug));
  return document.experiments.flatMap(({ id }) => {
    const [left, right] = [first, second].map((file) => experimentOf(file, id));
    const name = `${document.slug}/${id}`;
    if (!left && !right) return [];
    if (!left || !right) {
      notCompared.push(`${name}: only ${left ? "A" : "B"} has it`);
      return [];
    }
    const differing = differingParameters(left.parameters, right.parameters);
    if (differing.length === 0) return [{ document, a: left, b: right }];
    notCompared.push(`${name}: measured under other parameters: ${differing.join(", ")}`);
    return [];
  });
}

function experimentOf(file: ResultFile | undefined, id: string): ExperimentResult | undefined {
  return file && Object.hasOwn(file.experiments, id) ? file.experiments[id] : undefined;
}

function summary(side: Side): SideSummary {
  if (side.kind === "published") return { id: side.id, profiles: [], documents: [], fingerprint: null };
  return {
    id: side.id,
    profiles: [...new Set(side.results.map(({ profile }) => profile))],
    documents: side.results.map(({ document }) => document),
    fingerprint: side.results[0]!.machine.fingerprint,
  };
}

function fingerprintDifferences(a: Fingerprint | null, b: Fingerprint | null): string[] {
  if (!a || !b) return ["the documents tell little of their machines"];
  const parts = Object.keys(a) as (keyof Fingerprint)[];
  return parts
    .filter((part) => a[part] !== b[part])
    .map((part) => `${part} ${a[part] ?? "none"} and ${b[part] ?? "none"}`);
}
