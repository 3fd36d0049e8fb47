import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { CellOutput } from "../../lib/jupyter/cell-outputs.js";
import { findJupyter } from "../../lib/jupyter/jupyter-environment.js";
import { formatNotebook, type Notebook, readNotebook } from "../../lib/jupyter/notebook-file.js";

/** The Jupyter that the tests drive; where there is none, what is missing. */
export const jupyter = await findJupyter();

/** For the title of a suite that needs Jupyter; empty where there is one. */
export const withoutJupyter = "missing" in jupyter ? ` (skipped: ${jupyter.missing})` : "";

/** How a conversion ended. */
export interface Conversion {
  /** The exit code of `jupyter nbconvert`. */
  readonly code: number;
  readonly stderr: string;
  /** The executed notebook; null when nbconvert gave up. */
  readonly executed: Notebook | null;
}

/** Executes a notebook with nbconvert, from a copy, in a folder of its own. */
export async function nbconvert(
  notebook: Notebook,
  folder: string,
  args: readonly string[] = [],
): Promise<Conversion> {
  if ("missing" in jupyter) throw new Error(jupyter.missing);
  const file = path.join(folder, "notebook.ipynb");
  await writeFile(file, formatNotebook(notebook));
  const output = path.join(folder, "executed.ipynb");
  const { code, stderr } = await new Promise<{ code: number; stderr: string }>((resolve) => {
    execFile(
      jupyter.file,
      ["nbconvert", "--to", "notebook", "--execute", file, "--output", output, ...args],
      { env: { ...process.env, ...jupyter.env }, maxBuffer: 64 * 1024 ** 2 },
      (error, _, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stderr }),
    );
  });
  const executed = code === 0 ? await readNotebook(output) : null;
  return { code, stderr, executed };
}

/** What a notebook showed, cell by cell, without figures, times and ids, which differ from run to run. */
export function shapeOf({ cells }: Notebook) {
  return cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ execution_count, outputs = [] }) => {
      const kinds = outputs.map(kindOf);
      // nbconvert keeps text as it came in messages; our runner, like JupyterLab, joins it.
      const isJoined = (kind: string, index: number) => kind.startsWith("text") && kind === kinds[index - 1];
      return { execution_count, outputs: kinds.filter((kind, index) => !isJoined(kind, index)) };
    });
}

function kindOf(output: CellOutput): string {
  if (output.output_type === "stream") return `text on ${output.name}`;
  if (output.output_type === "error") return `error ${output.ename}`;
  return Object.keys(output.data).sort().join();
}
