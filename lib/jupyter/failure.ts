import type { CellErrorKind } from "./cell-error.js";

/**
 * Why a notebook stopped. Beyond what a cell can do while its kernel lives:
 *
 * - `timeout`: a cell, or the notebook, ran into its time limit.
 * - `dead-kernel`: the kernel did not start, or its process ended.
 * - `lost-server`: the server of a kernel on another host does not answer any more.
 * - `output-flood`: a cell wrote more than its limit.
 * - `refused-output`: whoever follows the run refused what a cell showed.
 * - `aborted`: the kernel did not run the cell, or ran it out of order.
 */
export type FailureKind =
  | CellErrorKind
  | "timeout"
  | "dead-kernel"
  | "lost-server"
  | "output-flood"
  | "refused-output"
  | "aborted";

export interface NotebookFailure {
  readonly kind: FailureKind;
  /** One or more lines for a person: file, cell and line, the error, and the source line where it is known. */
  readonly message: string;
  /** Position in the file's `cells`, counted from 0; null when no cell had begun. */
  readonly cell: number | null;
  /** Line of the cell, counted from 1; null when the error names none. */
  readonly line: number | null;
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/**
 * The exit code of a command whose notebook failed. 1 and 2 stay for other failures and for usage errors.
 *
 * | code | kind |
 * |---|---|
 * | 3 | type-error |
 * | 4 | throw, rejection |
 * | 5 | timeout |
 * | 6 | dead-kernel |
 * | 7 | output-flood |
 * | 8 | exit |
 * | 9 | aborted |
 * | 10 | lost-server |
 * | 11 | refused-output |
 * | 130 | interrupted |
 */
export function exitCodeOf(kind: FailureKind): number {
  return EXIT_CODES[kind];
}

const EXIT_CODES: Readonly<Record<FailureKind, number>> = {
  "type-error": 3,
  throw: 4,
  rejection: 4,
  timeout: 5,
  "dead-kernel": 6,
  "output-flood": 7,
  exit: 8,
  aborted: 9,
  "lost-server": 10,
  "refused-output": 11,
  interrupted: 130,
};
