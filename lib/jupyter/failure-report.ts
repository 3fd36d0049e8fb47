import path from "node:path";
import type { CellError, CellPosition } from "./cell-error.js";
import type { FailureKind, NotebookFailure } from "./failure.js";
import type { KernelDeath } from "./kernel-session.js";
import type { Notebook, NotebookCell } from "./notebook-file.js";
import type { Stop } from "./stop-signal.js";

/** Says of a failure where it lies in the notebook's file, and leaves it among the outputs of its cell. */
export class FailureReport {
  readonly #name: string;
  readonly #original: Notebook;
  readonly #notebook: Notebook;

  /** @param notebook what runs: the original, maybe with a cell of parameters put in. */
  constructor(file: string, original: Notebook, notebook: Notebook) {
    const relative = path.relative(process.cwd(), file);
    this.#name = relative.startsWith("..") ? file : relative;
    this.#original = original;
    this.#notebook = notebook;
  }

  /** Position in the file; an injected cell counts as the cell of declarations before it. */
  indexOf(cell: NotebookCell): number {
    const index = this.#original.cells.indexOf(cell);
    return index >= 0 ? index : this.#notebook.cells.indexOf(cell) - 1;
  }

  failed(error: CellError, cell: NotebookCell | undefined): NotebookFailure {
    const { kind, positions } = error.interleave;
    // The line of the cell that was running, rather than that of an older one whose function it called.
    const here = positions.find((position) => this.#cellAt(position) === cell) ?? positions[0];
    const at = here === undefined ? cell : (this.#cellAt(here) ?? cell);
    const from = positions[0] === here ? undefined : positions[0];
    return this.#failure({ kind, ...error, cell: at, line: here?.line, from });
  }

  stopped({ kind, evalue }: Stop): NotebookFailure {
    return this.#shownBy(this.#running, { kind, ename: STOP_NAMES[kind], evalue });
  }

  died({ kind, name, message }: KernelDeath): NotebookFailure {
    return this.#shownBy(this.#running, { kind, ename: name, evalue: message });
  }

  aborted(cell: NotebookCell, how: string): NotebookFailure {
    const evalue = `expected the kernel to run the cell next, execution count ${cell.execution_count}, got ${how}`;
    return this.#shownBy(cell, { kind: "aborted", ename: "Aborted", evalue });
  }

  /** The latest cell that began. */
  get #running(): NotebookCell | undefined {
    return this.#notebook.cells.findLast((cell) => typeof cell.execution_count === "number");
  }

  #cellAt({ execution }: CellPosition): NotebookCell | undefined {
    if (execution === null) return undefined;
    return this.#notebook.cells.find((cell) => cell.execution_count === execution);
  }

  /** A failure that the kernel did not tell, so that the executed notebook would not show it. */
  #shownBy(cell: NotebookCell | undefined, { kind, ename, evalue }: Summary): NotebookFailure {
    const traceback = [`${ename}: ${evalue}`];
    cell?.outputs?.push({ output_type: "error", ename, evalue, traceback });
    return this.#failure({ kind, ename, evalue, traceback, cell });
  }

  #failure({ kind, ename, evalue, traceback, cell, line, from }: Details): NotebookFailure {
    const unheard = kind === "rejection" ? "unhandled rejection: " : "";
    const message = [`${this.#place(cell, line)}: ${unheard}${ename}: ${evalue}`];
    const sourceLine = cell?.source.split("\n")[(line ?? 0) - 1];
    if (sourceLine !== undefined) message.push(`    ${sourceLine.trim()}`);
    const origin = from && this.#cellAt(from);
    if (from && origin) {
      message.push(`  from cell[${this.indexOf(origin)}]:line ${from.line}`);
      message.push(`    ${origin.source.split("\n")[from.line - 1]?.trim()}`);
    }
    return {
      kind,
      message: message.join("\n"),
      cell: cell ? this.indexOf(cell) : null,
      line: line ?? null,
      ename,
      evalue,
      traceback,
    };
  }

  #place(cell: NotebookCell | undefined, line: number | undefined): string {
    if (cell === undefined) return this.#name;
    const injected = this.#original.cells.includes(cell) ? "" : " (injected parameters)";
    return `${this.#name}:cell[${this.indexOf(cell)}]${injected}${line === undefined ? "" : `:line ${line}`}`;
  }
}

const STOP_NAMES: Readonly<Record<Stop["kind"], string>> = {
  timeout: "TimeLimit",
  "output-flood": "OutputLimit",
  "refused-output": "RefusedOutput",
  interrupted: "Interrupted",
};

interface Summary {
  readonly kind: FailureKind;
  readonly ename: string;
  readonly evalue: string;
}

interface Details extends Summary {
  readonly traceback: readonly string[];
  readonly cell?: NotebookCell | undefined;
  readonly line?: number | undefined;
  /** Where the error was thrown, when that is another place than the one named first. */
  readonly from?: CellPosition | undefined;
}
