import { setTimeout as delay } from "node:timers/promises";
import { monotonicClock } from "../clock.js";
import { UsageError } from "../errors.js";
import type { CellError } from "./cell-error.js";
import { addOutput, type DisplayOutput } from "./cell-outputs.js";
import type { NotebookFailure } from "./failure.js";
import { FailureReport } from "./failure-report.js";
import { Kernel } from "./kernel.js";
import { KernelDeath, type KernelSession, type StartKernel } from "./kernel-session.js";
import type { Message } from "./messages.js";
import { hasTag, type Notebook, type NotebookCell, writeNotebook } from "./notebook-file.js";
import type { NotebookEvent, NotebookRun, RunNotebookOptions } from "./run-notebook.js";
import { StopSignal } from "./stop-signal.js";

/** One run of a notebook: the kernel, the cells in order, and what they showed. */
export class NotebookSession {
  readonly #options: RunNotebookOptions;
  readonly #notebook: Notebook;
  readonly #codeCells: readonly NotebookCell[];
  readonly #report: FailureReport;
  readonly #cellTimeLimitMs: number;
  readonly #displays = new Map<string, DisplayOutput>();
  readonly #finished: { cell: number; ms: number }[] = [];
  #executionCount = 0;

  /** @param original the notebook as its file has it, by which failures and events name a cell. */
  constructor(options: RunNotebookOptions, original: Notebook, notebook: Notebook) {
    this.#options = options;
    this.#notebook = notebook;
    this.#codeCells = notebook.cells.filter((cell) => cell.cell_type === "code");
    this.#report = new FailureReport(options.file, original, notebook);
    this.#cellTimeLimitMs = options.cellTimeLimitMs ?? 600_000;
    for (const cell of this.#codeCells) {
      cell.outputs = [];
      cell.execution_count = null;
    }
  }

  async run(): Promise<NotebookRun> {
    const startedAtMs = monotonicClock.now();
    let failure: NotebookFailure | undefined;
    try {
      failure = await this.#runInKernel();
    } finally {
      await this.#save();
    }
    const { file, outputFile } = this.#options;
    const ms = monotonicClock.now() - startedAtMs;
    const run = { file, outputFile, ms, cells: this.#finished, ...(failure && { failure }) };
    this.#emit({ type: "finished", run });
    return run;
  }

  async #runInKernel(): Promise<NotebookFailure | undefined> {
    const { signal, notebookTimeLimitMs = 3_600_000, startKernel = this.#startHere } = this.#options;
    const stop = new StopSignal(signal, notebookTimeLimitMs);
    let kernel: KernelSession | undefined;
    try {
      const startedAtMs = monotonicClock.now();
      kernel = await startKernel(stop.signal);
      this.#emit({ type: "kernel-started", pid: kernel.pid, ms: monotonicClock.now() - startedAtMs });
      for (const cell of this.#codeCells) {
        const failure = await this.#runCell(kernel, cell, stop);
        if (failure !== undefined) return failure;
        await this.#save();
      }
      return await this.#lateFailure(kernel, stop);
    } catch (error) {
      if (stop.reason !== undefined) return this.#report.stopped(stop.reason);
      if (error instanceof KernelDeath) return this.#report.died(error);
      throw error;
    } finally {
      stop.dispose();
      await kernel?.shutdown();
    }
  }

  readonly #startHere: StartKernel = (signal) => {
    const { cwd, env } = this.#options;
    return Kernel.start({ cwd, env, signal });
  };

  async #runCell(
    kernel: KernelSession,
    cell: NotebookCell,
    stop: StopSignal,
  ): Promise<NotebookFailure | undefined> {
    const startedAtMs = monotonicClock.now();
    const index = this.#report.indexOf(cell);
    const ordinal = this.#codeCells.indexOf(cell) + 1;
    const title = titleOf(this.#notebook, cell);
    this.#emit({ type: "cell-started", cell: index, ordinal, cellCount: this.#codeCells.length, title });
    cell.execution_count = ++this.#executionCount;
    stop.startCell(this.#cellTimeLimitMs);
    const mayFail = hasTag(cell, "raises-exception");
    const reply = await this.#execute(kernel, cell, stop, mayFail);
    if (stop.reason !== undefined) return this.#report.stopped(stop.reason);
    const failure = this.#judge(reply, cell, mayFail);
    if (failure !== undefined) return failure;
    const ms = monotonicClock.now() - startedAtMs;
    this.#finished.push({ cell: index, ms });
    this.#emit({ type: "cell-finished", cell: index, ordinal, ms });
    return undefined;
  }

  /** The reply; after a stop, whatever the kernel says within the grace, so that its last outputs are kept. */
  async #execute(
    kernel: KernelSession,
    cell: NotebookCell,
    stop: StopSignal,
    mayFail: boolean,
  ): Promise<Message["content"]> {
    let writtenBytes = 0;
    const limitBytes = this.#options.outputLimitBytes ?? 16 * 1024 * 1024;
    const reply = kernel.execute(cell.source, {
      stopOnError: !mayFail,
      onPublished: (message) => {
        writtenBytes += sizeOf(message);
        // What a flood wrote up to its limit is enough.
        if (writtenBytes <= limitBytes) return this.#published(cell, message, stop);
        stop.stop({
          kind: "output-flood",
          evalue: `the cell wrote more than its limit of ${limitBytes} bytes`,
        });
      },
    });
    try {
      return await Promise.race([reply, stop.stopped]);
    } catch (error) {
      if (stop.reason === undefined) throw error;
      kernel.interrupt();
      await Promise.race([reply.catch(() => {}), delay(INTERRUPT_GRACE_MS)]);
      return { status: "error" };
    }
  }

  #judge(reply: Message["content"], cell: NotebookCell, mayFail: boolean): NotebookFailure | undefined {
    const count = reply.execution_count;
    if ((reply.status !== "ok" && reply.status !== "error") || count !== cell.execution_count) {
      return this.#report.aborted(cell, `status ${reply.status}, execution count ${count}`);
    }
    if (reply.status === "ok") return undefined;
    const error = reply as unknown as CellError;
    if (mayFail && ALLOWED.has(error.interleave.kind)) return undefined;
    return this.#report.failed(error, cell);
  }

  /**
   * A rejection behind the last cell has no cell that would report it: a silent one asks. What the cells left running
   * may keep it from coming back, so it has a cell's time limit.
   */
  async #lateFailure(kernel: KernelSession, stop: StopSignal): Promise<NotebookFailure | undefined> {
    stop.startCell(this.#cellTimeLimitMs);
    const reply = await Promise.race([kernel.execute("", { silent: true }), stop.stopped]);
    if (reply.status !== "error") return undefined;
    const error = reply as unknown as CellError;
    const last = this.#codeCells.at(-1);
    const { ename, evalue, traceback } = error;
    last?.outputs?.push({ output_type: "error", ename, evalue, traceback });
    return this.#report.failed(error, last);
  }

  #published(cell: NotebookCell, message: Message, stop: StopSignal): void {
    const output = addOutput(cell.outputs!, message, this.#displays);
    if (output === undefined) return;
    const index = this.#report.indexOf(cell);
    try {
      this.#emit({ type: "output", cell: index, output });
      if (output.output_type !== "display_data") return;
      this.#emit({ type: "display", cell: index, data: output.data });
    } catch (error) {
      if (error instanceof UsageError) stop.stop({ kind: "refused-output", evalue: error.message });
      else stop.fail(error);
    }
  }

  #save(): Promise<void> {
    return writeNotebook(this.#options.outputFile, this.#notebook);
  }

  #emit(event: NotebookEvent): void {
    this.#options.onEvent?.(event);
  }
}

/** How long an interrupted cell may take to show its last outputs, before its kernel is ended. */
const INTERRUPT_GRACE_MS = 1000;

/** What the tag `raises-exception` allows; a cell that ends the kernel is never meant. */
const ALLOWED: ReadonlySet<string> = new Set(["type-error", "throw", "rejection"]);

function sizeOf({ header, content }: Message): number {
  if (header.msg_type === "stream") return Buffer.byteLength(String(content.text));
  return header.msg_type === "display_data" ? JSON.stringify(content.data).length : 0;
}

function titleOf(notebook: Notebook, cell: NotebookCell): string {
  const above = notebook.cells.slice(0, notebook.cells.indexOf(cell));
  const headings = above
    .filter((candidate) => candidate.cell_type === "markdown")
    .flatMap((markdown) => markdown.source.match(/^#{1,6}\s+.+$/gm) ?? []);
  return headings.at(-1)?.replace(/^#+\s+/, "") ?? cell.source.split("\n", 1)[0]!;
}
