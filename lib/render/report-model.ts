import type { Document } from "../catalogue/entry.js";
import type { Chart } from "../charts/chart.js";
import type { BenchFile } from "../store/bench-file.js";
import type { ResultFile, VerdictKind } from "../store/result.js";
import { type BenchSection, benchSection } from "./bench/bench-section.js";
import { type Advice, advise } from "./choosing.js";
import { type ExperimentSection, experimentSection } from "./experiment-model.js";
import { path } from "./figure-path.js";
import { judge } from "./judge.js";
import { type MachineComparison, machineComparisons } from "./machine-comparison.js";
import { plainText, safeName } from "./plain-text.js";
import { type PredictionSummary, predictionSummary } from "./prediction-model.js";
import type { Figure } from "./prose.js";
import { type PublishedRow, publishedRows } from "./published-model.js";
import { type PublishedArithmetic, publishedArithmetic } from "./published-ratio.js";
import type { Verdict } from "./verdict.js";

/**
 * Everything that the page and its Markdown twin say, in the order in which they say it.
 *
 * One machine, the lead, is shown in full. Of the others a report has verdicts, ratios, ranks and efficiencies beside
 * the lead's: what may be compared between machines at all, and what a page of bounded size can hold of twenty.
 */
export interface ReportModel {
  /** The lead first. */
  readonly machines: readonly MachineEntry[];
  readonly documents: readonly DocumentSection[];
  /** The table of speed, where a machine has measured it. */
  readonly bench?: BenchSection;
  /** Which model suits which work, by the results that are shown in full; none without results. */
  readonly advice: readonly Advice[];
  /** How far predictions made before the runs were off, by experiment; none without predictions. */
  readonly predictions: readonly PredictionSummary[];
}

export interface MachineEntry {
  /** As the results have it, tamed. */
  readonly id: string;
  /** Names elements and files: unlike the id it may be trusted, and no two machines share one. */
  readonly anchor: string;
  readonly lead: boolean;
  readonly results: readonly ResultFile[];
}

export interface DocumentSection {
  readonly document: Document;
  /** The file of its executed notebook, seen from the report, where there is one. */
  readonly notebookPage?: string;
  /** One for each machine that has results of this document. */
  readonly runs: readonly Run[];
  /** Of the experiments that several machines have measured. */
  readonly comparisons: readonly MachineComparison[];
  readonly arithmetic: readonly PublishedArithmetic[];
}

/** One document on one machine. */
export interface Run {
  readonly machine: MachineEntry;
  readonly result: ResultFile;
  readonly claims: readonly JudgedClaim[];
  /** How many claims got each verdict that some claim got, in the order of {@link VERDICT_KINDS}. */
  readonly tally: readonly { readonly kind: VerdictKind; readonly count: Figure }[];
  /** Of the run that is shown in full, else none. */
  readonly experiments: readonly ExperimentSection[];
  /** Likewise. */
  readonly published: readonly PublishedRow[];
}

/** From the clearest yes to no answer at all. */
export const VERDICT_KINDS: readonly VerdictKind[] = [
  "holds",
  "holds in direction, not in size",
  "holds only if",
  "not distinguishable",
  "reversed",
  "does not hold",
  "not measured here",
];

export interface JudgedClaim {
  readonly claim: Document["claims"][number];
  readonly verdict: Verdict;
  /** Names the claim's row; unique in the report. */
  readonly anchor: string;
}

export interface ModelOptions {
  /** Ids of machines: the first one leads, and those that it leaves out follow in the order of their ids. */
  readonly order?: readonly string[];
  /** Names of the executed notebooks that stand as pages beside the report, without folder and extension. */
  readonly notebookPages?: readonly string[];
  /** What machines measured of the table of speed; those of machines without other results are left out. */
  readonly benches?: readonly BenchFile[];
}

/** Results of documents that the catalogue does not have are left out. */
export function reportModel(
  results: readonly ResultFile[],
  documents: readonly Document[],
  { order = [], notebookPages = [], benches = [] }: ModelOptions = {},
): ReportModel {
  const machines = machineEntries(results, order);
  const ids = machines.map((machine) => machine.results[0]!.machine.id);
  const bench = benchSection(
    benches.filter(({ machine }) => ids.includes(machine.id)),
    ids,
  );
  const sections = documents.map((document): DocumentSection => {
    const measured = machines.flatMap((machine) =>
      machine.results
        .filter((result) => result.document === document.slug)
        .map((result) => ({ machine, result })),
    );
    return {
      document,
      ...(notebookPages.includes(document.notebook) && {
        notebookPage: `notebooks/${document.notebook}.html`,
      }),
      // Where the lead has not measured a document, the first machine that has is shown in full.
      runs: measured.map(({ machine, result }, index) => run(document, machine, result, index === 0)),
      comparisons: machineComparisons(document, measured),
      arithmetic: publishedArithmetic(document),
    };
  });
  const shown = sections.flatMap(({ runs }) => runs[0]?.result ?? []);
  return {
    machines,
    ...(bench && { bench }),
    documents: sections,
    advice: shown.length === 0 ? [] : advise(shown, documents),
    predictions: shown.flatMap((result) => summaries(result, documents)),
  };
}

/** All charts of a report, in its order. */
export function chartsIn(model: ReportModel): Chart[] {
  return [
    ...model.documents
      .flatMap(({ runs }) => runs.flatMap(({ experiments }) => experiments))
      .flatMap(({ measured }) => [
        ...(measured?.cells.flatMap(({ charts }) => charts) ?? []),
        ...(measured?.prediction?.chart ? [measured.prediction.chart] : []),
      ]),
    ...(model.bench?.chart ? [model.bench.chart] : []),
    ...model.documents.flatMap(({ comparisons }) => comparisons.flatMap(({ charts }) => charts)),
  ];
}

function run(document: Document, machine: MachineEntry, result: ResultFile, full: boolean): Run {
  const context = { document, machine: result.machine.id };
  const resultOf = (id: string) =>
    Object.hasOwn(result.experiments, id) ? result.experiments[id] : undefined;
  const claims = document.claims.map((claim) => ({
    claim,
    verdict: judge(claim, resultOf(claim.experiment), context),
    anchor: [claim.id, ...(full ? [] : [machine.anchor])].join("-"),
  }));
  return {
    machine,
    result,
    claims,
    tally: VERDICT_KINDS.flatMap((kind) => {
      const value = claims.filter(({ verdict }) => verdict.kind === kind).length;
      const at = path("results", context.machine, document.slug, "verdicts", kind);
      return value === 0 ? [] : [{ kind, count: { path: at, value, unit: "count" as const } }];
    }),
    published: full ? publishedRows(document, resultOf, context) : [],
    experiments: full
      ? document.experiments.map((experiment) =>
          experimentSection(experiment, resultOf(experiment.id), context),
        )
      : [],
  };
}

function summaries(result: ResultFile, documents: readonly Document[]): PredictionSummary[] {
  const document = documents.find(({ slug }) => slug === result.document)!;
  const context = { document, machine: result.machine.id };
  return document.experiments.flatMap((experiment) => {
    const measured = Object.hasOwn(result.experiments, experiment.id)
      ? result.experiments[experiment.id]
      : undefined;
    return (measured && predictionSummary(experiment, measured, context)) ?? [];
  });
}

/** In the order wanted, then in that of their ids, whatever the order of the files. */
function machineEntries(results: readonly ResultFile[], order: readonly string[]): MachineEntry[] {
  const known = new Set(results.map(({ machine }) => machine.id));
  const ids = [...new Set([...order.filter((id) => known.has(id)), ...[...known].sort()])];
  const taken = new Set<string>();
  return ids.map((id, index) => {
    let anchor = safeName(id);
    for (let copy = 2; taken.has(anchor); copy++) anchor = `${safeName(id)}-${copy}`;
    taken.add(anchor);
    return {
      id: plainText(id),
      anchor,
      lead: index === 0,
      results: results.filter(({ machine }) => machine.id === id),
    };
  });
}
