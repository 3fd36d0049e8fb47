import path from "node:path";
import { messageOf } from "../errors.js";
import { checkCellCode } from "./check-cell-code.js";
import { checkLinks } from "./check-links.js";
import { compileCells } from "./compile-cells.js";
import { readLibraryCode } from "./library-code.js";
import { type Notebook, readNotebook, requireOurKernel } from "./notebook-file.js";
import type { NotebookProblem } from "./notebook-problem.js";

/**
 * What is wrong with notebooks, found without a kernel: no notebook of nbformat 4.5, another kernel, outputs or
 * execution counts left in, ids that repeat or are not valid, links that lead nowhere, cells that read a clock or
 * hold logic that no test sees, and cells that do not compile under `strict`.
 *
 * @param rootFolder what imports are resolved from: the folder that will be the kernel's.
 * @returns the problems, in the order of files, and of cells within each kind; empty when there are none.
 */
export async function checkNotebooks(
  files: readonly string[],
  rootFolder: string,
): Promise<NotebookProblem[]> {
  const problems: NotebookProblem[] = [];
  const readable: { file: string; notebook: Notebook }[] = [];
  for (const file of files) {
    try {
      const notebook = await readNotebook(file);
      readable.push({ file, notebook });
      requireOurKernel(notebook, file);
    } catch (error) {
      problems.push({ file, cell: null, line: null, message: messageOf(error) });
    }
  }
  // Loaded here alone: a run of notebooks does without this compiler, which takes long to load.
  const { default: compiler } = await import("typescript");
  const library = readLibraryCode(compiler);
  for (const { file, notebook } of readable) {
    problems.push(...leftovers(file, notebook), ...ids(file, notebook), ...checkLinks(file, notebook));
    problems.push(...checkCellCode(file, notebook, library, compiler));
  }
  problems.push(...compileCells(readable, rootFolder, compiler));
  return problems;
}

/** `notebooks/02-x.ipynb:cell[7]:line 5: message`, the path relative to the working folder. */
export function formatProblem({ file, cell, line, message }: NotebookProblem): string {
  const place = [path.relative(process.cwd(), file)];
  if (cell !== null) place.push(`cell[${cell}]`);
  if (line !== null) place.push(`line ${line}`);
  return `${place.join(":")}: ${message}`;
}

function leftovers(file: string, { cells }: Notebook): NotebookProblem[] {
  return cells.flatMap((cell, index) => {
    const problem = (message: string) => ({ file, cell: index, line: null, message });
    const found: NotebookProblem[] = [];
    if (cell.outputs?.length) {
      found.push(problem(`expected no outputs, got ${cell.outputs.length}. Try: clear all outputs and save`));
    }
    if (typeof cell.execution_count === "number") {
      found.push(problem(`expected no execution count, got ${cell.execution_count}. Try: clear all outputs`));
    }
    return found;
  });
}

/** By nbformat 4.5; ids that stay let a diff follow a cell. */
const CELL_ID = /^[a-zA-Z0-9_-]{1,64}$/;

function ids(file: string, { cells }: Notebook): NotebookProblem[] {
  const first = new Map<string, number>();
  return cells.flatMap(({ id }, index) => {
    const problem = (message: string) => [{ file, cell: index, line: null, message }];
    const earlier = first.get(id);
    if (earlier !== undefined) return problem(`expected an id of its own, got "${id}" of cell[${earlier}]`);
    first.set(id, index);
    return CELL_ID.test(id)
      ? []
      : problem(`expected an id of 1 to 64 letters, digits, "-" and "_", got "${id}"`);
  });
}
