/** A fault of a notebook as it is committed. */
export interface NotebookProblem {
  readonly file: string;
  /** Position in the file's `cells`, counted from 0; null when the fault is the file's. */
  readonly cell: number | null;
  /** Line of the cell, counted from 1; null when the fault is the cell's. */
  readonly line: number | null;
  readonly message: string;
}
