import { inspect } from "node:util";
import type { CellError, CellErrorKind } from "../cell-error.js";
import { type DisplayContent, KERNEL_DISPLAY } from "../display.js";
import { CellPositions } from "./cell-positions.js";
import { CellProcesses } from "./cell-processes.js";
import { hasTopLevelForAwait, withoutExportKeywords } from "./cell-syntax.js";
import { type CellDiagnostic, describeDiagnostics, describeThrown } from "./describe-error.js";
import { describeSymbol, type SymbolInfo } from "./describe-symbol.js";
import { ProcessExit, watchFailures } from "./failure-watch.js";
import { redirect, type StreamName } from "./stream-batch.js";
import { loadTslab, type Tslab } from "./tslab.js";

/** Where the outputs of one cell go, also those that come after its end. */
export interface CellSink {
  stream(name: StreamName, text: string): void;
  display(content: DisplayContent, update: boolean): void;
}

/** Runs cells one at a time in tslab, and says exactly how one failed. */
export class CellEngine {
  readonly tslab: Tslab;
  /** tslab's answers to what an editor asks: completion, and whether a cell is complete. */
  readonly editor: InstanceType<Tslab["jupyter"]["JupyterHandlerImpl"]>;
  readonly #positions = new CellPositions();
  readonly #processes = new CellProcesses();
  readonly #executor: ReturnType<Tslab["executor"]["createExecutor"]>;
  #cell: RunningCell | undefined;
  #diagnostics: readonly CellDiagnostic[] = [];
  /** A failure that fell between two cells; the next cell reports it. */
  #pending: CellError | undefined;

  constructor(rootFolder: string) {
    this.tslab = loadTslab(this.#positions);
    const { createConverter } = this.tslab.converter;
    const node = createConverter({ isJS: false, isBrowser: false });
    const convert = node.convert;
    node.convert = (declarations, source) => {
      const result = convert(declarations, withoutExportKeywords(this.tslab.compiler, source));
      return this.#compiled(result, source);
    };
    // tslab compiles a cell that asks for a browser, but runs none of it; nothing here needs a second compiler.
    const converters = { node, browser: node, close: () => node.close() };
    this.#executor = this.tslab.executor.createExecutor(rootFolder, converters, {
      log: (...values) => console.log(...values),
      error: (...values) => this.#reported(values),
    });
    this.editor = new this.tslab.jupyter.JupyterHandlerImpl(this.#executor, false);
    watchFailures((kind, thrown) => this.#failed(kind, thrown));
  }

  /** What stands under the cursor, for an editor that asks; undefined where nothing does. */
  inspect(source: string, position: number): string | undefined {
    const info = this.#executor.inspect(source, position) as SymbolInfo | null;
    return info ? describeSymbol(info) : undefined;
  }

  /**
   * Runs a cell to its end, or to its first unhandled failure, as Node itself would. When an interrupted cell has
   * ended, so have the processes that it started.
   *
   * @param execution the cell's execution count, or null for one that is not counted.
   * @returns the error, or undefined for a cell that ended well.
   */
  async execute(source: string, execution: number | null, sink: CellSink): Promise<CellError | undefined> {
    const cell: RunningCell = { execution, source, error: this.#pending, interrupted: false };
    this.#pending = undefined;
    this.#cell = cell;
    this.#processes.startCell();
    this.#direct(sink);
    try {
      const endedWell = await this.#executor.execute(source);
      // Rejections of a turn surface only after it: without this they would fall on the next cell.
      await new Promise((turned) => setImmediate(turned));
      if (!endedWell) cell.error ??= describeThrown("throw", new Error("the cell failed"), this.#positions);
    } catch (error) {
      cell.error ??= describeThrown("throw", error, this.#positions);
    }
    // What fails because its process ends still belongs to this cell.
    if (cell.error?.interleave.kind === "interrupted") await this.#processes.end();
    this.#cell = undefined;
    return cell.error;
  }

  /** Ends the await that the running cell is in; code that never awaits ends by the signal itself. */
  interrupt(): void {
    if (this.#cell === undefined) return;
    this.#cell.interrupted = true;
    this.#executor.interrupt();
  }

  #direct(sink: CellSink): void {
    // Stacks that a cell prints name its own lines too.
    const writer = (name: StreamName) => (text: string) => sink.stream(name, this.#positions.translate(text));
    redirect(process.stdout, writer("stdout"));
    redirect(process.stderr, writer("stderr"));
    this.tslab.jupyter.lastWriteDisplayData = sink.display;
    (globalThis as Record<symbol, unknown>)[KERNEL_DISPLAY] = sink.display;
  }

  #compiled(result: ConvertResult, source: string): ConvertResult {
    this.#diagnostics = result.diagnostics;
    if (result.output === undefined || result.diagnostics.length > 0) return result;
    const execution = this.#cell?.execution ?? null;
    const hasToplevelAwait = result.hasToplevelAwait || hasTopLevelForAwait(this.tslab.compiler, source);
    return { ...result, hasToplevelAwait, output: this.#positions.name(result.output, execution, source) };
  }

  /** tslab prints a thrown value as it is, and each diagnostic as a format with its arguments. */
  #reported(values: readonly unknown[]): void {
    const cell = this.#cell;
    if (cell === undefined) return;
    if (values.length === 1) this.#failed(cell.interrupted ? "interrupted" : "throw", values[0]);
    else if (this.#diagnostics.length > 0) {
      cell.error ??= describeDiagnostics(this.#diagnostics, cell.execution, cell.source);
    } else console.error(...values);
  }

  #failed(kind: CellErrorKind, thrown: unknown): void {
    const error = isInterruption(kind, thrown)
      ? INTERRUPTED
      : describeThrown(thrown instanceof ProcessExit ? "exit" : kind, thrown, this.#positions);
    if (this.#cell === undefined) {
      this.#pending ??= error;
      console.error(`unhandled between two cells: ${error.traceback.join("\n") || inspect(thrown)}`);
      return;
    }
    if (this.#cell.error !== undefined) return;
    this.#cell.error = error;
    // The cell may wait for what can no longer come.
    this.#executor.interrupt();
  }
}

type ConvertResult = ReturnType<ReturnType<Tslab["converter"]["createConverter"]>["convert"]>;

interface RunningCell {
  readonly execution: number | null;
  readonly source: string;
  error: CellError | undefined;
  interrupted: boolean;
}

const INTERRUPTED: CellError = {
  ename: "Interrupted",
  evalue: "the cell was interrupted",
  traceback: ["Interrupted: the cell was interrupted"],
  interleave: { kind: "interrupted", positions: [] },
};

function isInterruption(kind: CellErrorKind, thrown: unknown): boolean {
  const code = (thrown as { code?: unknown } | null | undefined)?.code;
  return kind === "interrupted" || code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}
