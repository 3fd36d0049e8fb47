import path from "node:path";
import type { Document } from "../catalogue/entry.js";
import { UsageError } from "../errors.js";
import { Kernel } from "../jupyter/kernel.js";
import { KernelAhead } from "../jupyter/kernel-ahead.js";
import type { StartKernel } from "../jupyter/kernel-session.js";
import { type NotebookEvent, type NotebookRun, runNotebook } from "../jupyter/run-notebook.js";
import { projectFolder } from "../paths.js";
import { Mutex } from "../primitives/mutex.js";
import { parseResult } from "../store/read-results.js";
import type { ResultFile } from "../store/result.js";
import { type WriteOutcome, writeResultFile } from "../store/write-result.js";
import { bounded } from "../strategies/bounded.js";
import { type HarnessProgress, PROGRESS_MEDIA_TYPE, RESULT_MEDIA_TYPE } from "./harness-message.js";
import { mergeResults } from "./merge-results.js";

export interface RunRequest {
  readonly documents: readonly Document[];
  /** Notebooks run at once; default: 1, since what is measured beside something else is worth nothing. */
  readonly atOnce?: number;
  /** Values for the cell tagged `parameters` of every notebook. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** Where `<machine>/<slug>.json` goes. */
  readonly resultsFolder: string;
  /** Where the executed notebooks go. */
  readonly notebooksFolder: string;
  /** For each notebook, and for each of its cells: a measurement is one cell. */
  readonly timeLimitMs: number;
  /** Starts the kernels on another host; they run here by default. */
  readonly startKernel?: StartKernel;
  /** The machine whose results the notebooks must show; any by default. */
  readonly machine?: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  /** Called once a document's results are written; one call at a time. */
  readonly afterDocument: (measured: MeasuredDocument) => Promise<void>;
}

/** A document whose results are written. */
export interface MeasuredDocument {
  readonly document: Document;
  readonly run: NotebookRun;
  readonly outcome: WriteOutcome;
}

export type RunEvent =
  | { readonly type: "notebook"; readonly document: Document; readonly event: NotebookEvent }
  | { readonly type: "progress"; readonly document: Document; readonly progress: HarnessProgress }
  | { readonly type: "result"; readonly document: Document; readonly result: ResultFile }
  | { readonly type: "written"; readonly document: Document; readonly outcome: WriteOutcome }
  | { readonly type: "notebook-finished"; readonly document: Document; readonly run: NotebookRun };

/**
 * Runs the documents' notebooks, one after another unless `atOnce` says otherwise, collects the results that they show, and writes them once each
 * notebook is through. A notebook that fails loses none of the results that it showed before, and takes none away
 * that an earlier run has written.
 *
 * @returns the notebooks' runs, in order; after an interruption those that were begun
 */
export async function runDocuments(request: RunRequest): Promise<readonly NotebookRun[]> {
  const publishing = new Mutex("publishing");
  const afterDocument: RunRequest["afterDocument"] = (measured) =>
    publishing.withLock(() => request.afterDocument(measured));
  const startHere: StartKernel = (signal) => Kernel.start({ cwd: projectFolder, signal });
  const ahead = new KernelAhead(request.startKernel ?? startHere, request.signal);
  let waitingCount = request.documents.length;
  const onEvent: RunRequest["onEvent"] = (event) => {
    // Until its first cell runs nothing is measured: first what is known gets published, on one core.
    if (event.type === "notebook" && event.event.type === "finished" && waitingCount > 0) ahead.begin();
    request.onEvent(event);
  };
  const runs = await bounded(
    request.documents,
    async (document) => {
      if (request.signal.aborted) return [];
      waitingCount--;
      return [await runDocument(document, { ...request, startKernel: ahead.take, afterDocument, onEvent })];
    },
    { limit: request.atOnce ?? 1 },
  ).finally(() => ahead.close());
  return runs.flat();
}

/** The same for a single document. */
export async function runDocument(document: Document, request: RunRequest): Promise<NotebookRun> {
  const results: ResultFile[] = [];
  const write = async (unfinished: boolean): Promise<WriteOutcome | undefined> => {
    if (results.length === 0) return undefined;
    const outcome = await writeResultFile(request.resultsFolder, mergeResults(results), { unfinished });
    request.onEvent({ type: "written", document, outcome });
    return outcome;
  };
  const running = runNotebook({
    file: path.join(projectFolder, "notebooks", `${document.notebook}.ipynb`),
    outputFile: path.join(request.notebooksFolder, `${document.notebook}.ipynb`),
    parameters: request.parameters,
    cwd: projectFolder,
    ...(request.startKernel && { startKernel: request.startKernel }),
    cellTimeLimitMs: request.timeLimitMs,
    notebookTimeLimitMs: request.timeLimitMs,
    signal: request.signal,
    onEvent: (event) => {
      request.onEvent({ type: "notebook", document, event });
      if (event.type !== "display") return;
      const progress = event.data[PROGRESS_MEDIA_TYPE] as HarnessProgress | undefined;
      if (progress) request.onEvent({ type: "progress", document, progress });
      if (!(RESULT_MEDIA_TYPE in event.data)) return;
      const result = acceptResult(event.data[RESULT_MEDIA_TYPE], document, request.machine);
      results.push(result);
      request.onEvent({ type: "result", document, result });
    },
  });
  // An error of this process, such as a full disk, loses nothing measured either.
  const run = await running.catch(async (thrown: unknown) => {
    await write(true);
    throw thrown;
  });
  const outcome = await write(run.failure !== undefined);
  if (outcome !== undefined) await request.afterDocument({ document, run, outcome });
  request.onEvent({ type: "notebook-finished", document, run });
  return run;
}

/**
 * A result from an output of the document's notebook, which may have run on a stranger's machine.
 *
 * @throws {UsageError} for one of another shape, and one that would land in another's place; it fails the notebook.
 */
function acceptResult(value: unknown, document: Document, machine: string | undefined): ResultFile {
  const source = `an output of ${document.notebook}.ipynb`;
  const result = parseResult(value, source);
  const isOurs = machine === undefined || result.machine.id === machine;
  if (result.document === document.slug && isOurs) return result;
  throw new UsageError(
    `Expected ${source} to be ${machine ?? result.machine.id}'s ${document.slug}, got ${result.machine.id}'s ${result.document}. Try the notebook and the library of one version.`,
  );
}
