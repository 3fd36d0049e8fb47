import type { Document } from "../catalogue/entry.js";
import type { Chart } from "../charts/chart.js";
import type { ResultFile, VerdictKind } from "../store/result.js";
import { type ExperimentSection, experimentSection } from "./experiment-model.js";
import { path } from "./figure-path.js";
import { judge } from "./judge.js";
import { plainText, safeName } from "./plain-text.js";
import type { Figure } from "./prose.js";
import { type PublishedRow, publishedRows } from "./published-model.js";
import { type PublishedArithmetic, publishedArithmetic } from "./published-ratio.js";
import type { Verdict } from "./verdict.js";

/** Everything that the page and its Markdown twin say, in the order in which they say it. */
export interface ReportModel {
  readonly machines: readonly MachineEntry[];
  readonly documents: readonly DocumentSection[];
}

export interface MachineEntry {
  /** As the results have it, tamed. */
  readonly id: string;
  /** Names elements and files: unlike the id it may be trusted, and no two machines share one. */
  readonly anchor: string;
  readonly results: readonly ResultFile[];
}

export interface DocumentSection {
  readonly document: Document;
  /** One for each machine that has results of this document. */
  readonly runs: readonly Run[];
  readonly arithmetic: readonly PublishedArithmetic[];
}

/** One document on one machine. */
export interface Run {
  readonly machine: MachineEntry;
  readonly result: ResultFile;
  readonly claims: readonly JudgedClaim[];
  /** How many claims got each verdict that some claim got, in the order of {@link VERDICT_KINDS}. */
  readonly tally: readonly { readonly kind: VerdictKind; readonly count: Figure }[];
  readonly experiments: readonly ExperimentSection[];
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

/** Results of documents that the catalogue does not have are left out. */
export function reportModel(results: readonly ResultFile[], documents: readonly Document[]): ReportModel {
  const machines = machineEntries(results);
  return {
    machines,
    documents: documents.map((document) => ({
      document,
      runs: machines.flatMap((machine) =>
        machine.results
          .filter((result) => result.document === document.slug)
          .map((result) => run(document, machine, result, machines.length > 1)),
      ),
      arithmetic: publishedArithmetic(document),
    })),
  };
}

/** All charts of a report, in its order. */
export function chartsIn(model: ReportModel): Chart[] {
  return model.documents
    .flatMap(({ runs }) => runs.flatMap(({ experiments }) => experiments))
    .flatMap(({ measured }) => measured?.cells.flatMap(({ charts }) => charts) ?? []);
}

function run(document: Document, machine: MachineEntry, result: ResultFile, named: boolean): Run {
  const context = { document, machine: result.machine.id };
  const resultOf = (id: string) =>
    Object.hasOwn(result.experiments, id) ? result.experiments[id] : undefined;
  const claims = document.claims.map((claim) => ({
    claim,
    verdict: judge(claim, resultOf(claim.experiment), context),
    anchor: [claim.id, ...(named ? [machine.anchor] : [])].join("-"),
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
    published: publishedRows(document, resultOf, context),
    experiments: document.experiments.map((experiment) =>
      experimentSection(experiment, resultOf(experiment.id), context, named ? machine.anchor : undefined),
    ),
  };
}

/** In the order of their ids, whatever the order of the files. */
function machineEntries(results: readonly ResultFile[]): MachineEntry[] {
  const ids = [...new Set(results.map(({ machine }) => machine.id))].sort();
  const taken = new Set<string>();
  return ids.map((id) => {
    let anchor = safeName(id);
    for (let copy = 2; taken.has(anchor); copy++) anchor = `${safeName(id)}-${copy}`;
    taken.add(anchor);
    return { id: plainText(id), anchor, results: results.filter(({ machine }) => machine.id === id) };
  });
}
