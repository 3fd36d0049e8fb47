/**
 * How a cell can fail while its kernel lives.
 *
 * - `type-error`: the compiler refused the cell; nothing of it ran.
 * - `throw`: it threw, or a callback that it left behind threw.
 * - `rejection`: a promise was rejected and nothing handled it.
 * - `exit`: it called `process.exit`.
 * - `interrupted`: it was interrupted.
 */
export type CellErrorKind = "type-error" | "throw" | "rejection" | "exit" | "interrupted";

/** A place in a cell's source; lines and columns count from 1. */
export interface CellPosition {
  /** The execution count of the cell, or null for one that the kernel does not count. */
  readonly execution: number | null;
  readonly line: number;
  readonly column: number;
}

/**
 * The content of an `error` message and of the reply of a failed cell.
 *
 * `interleave` goes beyond the protocol, which lets clients ignore what they do not know.
 */
export interface CellError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
  readonly interleave: {
    readonly kind: CellErrorKind;
    /** Innermost first; empty when the error names no cell, as a thrown string does not. */
    readonly positions: readonly CellPosition[];
  };
}
