import { mkdir } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "../errors.js";
import type { CellOutput } from "./cell-outputs.js";
import type { NotebookFailure } from "./failure.js";
import type { StartKernel } from "./kernel-session.js";
import { readNotebook, requireOurKernel } from "./notebook-file.js";
import { NotebookSession } from "./notebook-session.js";
import { type ParameterValue, withParameters } from "./parameters.js";

export interface RunNotebookOptions {
  readonly file: string;
  /** Where the executed notebook goes: written after every cell, and when the run fails. */
  readonly outputFile: string;
  /** Values for declarations of the cell tagged `parameters`. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Starts the kernel to run in; one on this host, in `cwd` and with `env`, by default. */
  readonly startKernel?: StartKernel;
  /** The kernel's working folder; the project's by default. */
  readonly cwd?: string;
  /** The kernel's whole environment; this process's own by default. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds that each cell may take; 10 minutes by default. */
  readonly cellTimeLimitMs?: number;
  /** Milliseconds for the whole notebook, with the start of its kernel; an hour by default. */
  readonly notebookTimeLimitMs?: number;
  /** Bytes that each cell may write; 16 MiB by default. */
  readonly outputLimitBytes?: number;
  /** Interrupts the run. */
  readonly signal?: AbortSignal;
  /** A {@link UsageError} that it throws for an output fails the notebook; any other error rejects the run. */
  readonly onEvent?: (event: NotebookEvent) => void;
}

/** `cell` is a position in the file's `cells`, counted from 0. */
export type NotebookEvent =
  | { readonly type: "kernel-started"; readonly pid: number | null; readonly ms: number }
  | {
      readonly type: "cell-started";
      readonly cell: number;
      /** Place among the code cells, counted from 1, and how many there are. */
      readonly ordinal: number;
      readonly cellCount: number;
      /** The heading above the cell, or else its first line. */
      readonly title: string;
    }
  /** An output that is new, or that grew, or that an update replaced. */
  | { readonly type: "output"; readonly cell: number; readonly output: CellOutput }
  /** What a cell shows, also when it replaces what it showed before: every form by its media type. */
  | { readonly type: "display"; readonly cell: number; readonly data: Readonly<Record<string, unknown>> }
  | { readonly type: "cell-finished"; readonly cell: number; readonly ordinal: number; readonly ms: number }
  | { readonly type: "finished"; readonly run: NotebookRun };

export interface NotebookRun {
  readonly file: string;
  readonly outputFile: string;
  /** From before the start of the kernel to after its end. */
  readonly ms: number;
  /** Milliseconds that each code cell took that ran to an end, in order. */
  readonly cells: readonly { readonly cell: number; readonly ms: number }[];
  /** Absent when every cell ended well. */
  readonly failure?: NotebookFailure;
}

/**
 * Runs a notebook in a kernel of its own, cell by cell, up to the first cell that fails without being tagged
 * `raises-exception`. The kernel, and all that its cells started, has ended when this resolves.
 *
 * @returns also for a notebook that fails, with the failure; see `exitCodeOf`.
 * @throws UsageError, before anything runs, for a file that is no notebook of ours, a parameter that it does not
 * have or of another type, and an output file that is the notebook itself.
 */
export async function runNotebook(options: RunNotebookOptions): Promise<NotebookRun> {
  const { file, outputFile, parameters = {} } = options;
  if (path.resolve(file) === path.resolve(outputFile)) {
    throw new UsageError(`expected an output file other than the notebook, got ${outputFile} for both`);
  }
  const original = await readNotebook(file);
  requireOurKernel(original, file);
  const notebook = withParameters(original, parameters, file);
  await mkdir(path.dirname(outputFile), { recursive: true });
  return new NotebookSession(options, original, notebook).run();
}
