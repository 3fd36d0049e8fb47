import { execFile, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { documents } from "../../lib/catalogue/index.js";
import type { CellOutput } from "../../lib/jupyter/cell-outputs.js";
import { findJupyter, type Jupyter } from "../../lib/jupyter/jupyter-environment.js";
import { formatNotebook, type Notebook, readNotebook } from "../../lib/jupyter/notebook-file.js";
import { withParameters } from "../../lib/jupyter/parameters.js";
import { runNotebook } from "../../lib/jupyter/run-notebook.js";
import { projectFolder } from "../../lib/paths.js";
import { descendantsOf, stillRunning } from "../support/descendants.js";
import { fixtureNotebook } from "../support/fixture-notebook.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const jupyter = await findJupyter();
const skipped = "missing" in jupyter ? ` (skipped: ${jupyter.missing})` : "";

/** Small, and the same everywhere: what the peers' programs do is no matter of the notebook's tools. */
const PARAMETERS = { peers: "none", seed: 11 };

const POLL = { timeout: 60_000, interval: 50 };

interface Conversion {
  /** The exit code of `jupyter nbconvert`. */
  readonly code: number;
  readonly stderr: string;
  /** The executed notebook; null when nbconvert gave up. */
  readonly executed: Notebook | null;
}

/** Executes a notebook with nbconvert, from a copy, in a folder of its own. */
async function nbconvert(
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
function shapeOf({ cells }: Notebook) {
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

function textOf({ cells }: Notebook, cell: number): string {
  return (cells[cell]!.outputs ?? [])
    .map((output) => (output.output_type === "stream" ? [output.text].flat().join("") : ""))
    .join("");
}

describe.skipIf(skipped !== "")(`jupyter nbconvert --execute${skipped}`, () => {
  it.each(documents.map(({ notebook }) => notebook))(
    "gives the same outcome as our runner of %s",
    async (name) => {
      const folder = await temporaryFolder();
      const file = path.join(projectFolder, "notebooks", `${name}.ipynb`);
      const outputFile = path.join(folder, "ours.ipynb");
      const notebook = withParameters(await readNotebook(file), PARAMETERS, name);
      // Side by side: it is the outputs that are compared, not the figures.
      const [run, { code, stderr, executed }] = await Promise.all([
        runNotebook({ file, outputFile, parameters: PARAMETERS }),
        nbconvert(notebook, folder),
      ]);
      expect(run.failure).toBeUndefined();
      expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
      expect(shapeOf(executed!)).toEqual(shapeOf(await readNotebook(outputFile)));
    },
  );

  it.each([
    ["type-error", 2, /In\[2\]:3:7 - error TS2322: Type 'string' is not assignable/],
    ["throw", 2, /RangeError: no entry 3[\s\S]*In\[1\]:7:\d+[\s\S]*In\[2\]:3:/],
    ["rejection", 2, /Error: nobody waits for me\s+at gather \(In\[1\]:3:9\)/],
    ["exit", 1, /ProcessExit: process\.exit\(7\) was called[\s\S]*2 \|\s+process\.exit\(7\);/],
  ] as const)("fails on %s, names the cell by its source, and its own line", async (name, cell, message) => {
    const notebook = await readNotebook(fixtureNotebook(name));
    const { code, stderr } = await nbconvert(notebook, await temporaryFolder());
    expect(code).toBe(1);
    expect(stderr).toContain(`following cell:\n------------------\n${notebook.cells[cell]!.source}\n`);
    expect(stderr).toMatch(message);
  });

  it("fails on a kernel that dies", async () => {
    const notebook = await readNotebook(fixtureNotebook("dead-kernel"));
    const { code, stderr } = await nbconvert(notebook, await temporaryFolder());
    expect(code).toBe(1);
    expect(stderr).toContain("Kernel died");
  });

  it("runs the cells behind one that is tagged raises-exception, and brings 20,000 lines", async () => {
    const notebook = await readNotebook(fixtureNotebook("tour"));
    const { code, stderr, executed } = await nbconvert(notebook, await temporaryFolder());
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    const lines = Array.from({ length: 20_000 }, (_, line) => `line ${line}`);
    expect(textOf(executed!, 4) === `${lines.join("\n")}\n`).toBe(true);
    expect(shapeOf(executed!).at(-2)!.outputs).toEqual(["error RangeError"]);
    expect(textOf(executed!, executed!.cells.length - 1)).toBe("ran after it\n");
  });

  it("goes on behind a failing cell with --allow-errors, and skips none", async () => {
    const notebook = await readNotebook(fixtureNotebook("throw"));
    const { code, executed } = await nbconvert(notebook, await temporaryFolder(), ["--allow-errors"]);
    expect(code).toBe(0);
    const counts = shapeOf(executed!).map(({ execution_count }) => execution_count);
    expect(counts).toEqual(counts.map((_, index) => index + 1));
  });

  it.each([
    ["a cell that is busy for ever", 2, readNotebook(fixtureNotebook("busy"))],
    ["a measurement", 4, measuring()],
  ])("takes along, when it gets SIGKILL, the kernel and the processes of %s", async (_, count, notebook) => {
    const folder = await temporaryFolder();
    const file = path.join(folder, "notebook.ipynb");
    await writeFile(file, formatNotebook(await notebook));
    const { file: command, env } = jupyter as Jupyter;
    const args = ["nbconvert", "--to", "notebook", "--execute", file, "--output", "executed"];
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: "ignore" });
    onTestFinished(() => void child.kill("SIGKILL"));
    await expect.poll(() => descendantsOf(child.pid!).length, POLL).toBeGreaterThanOrEqual(count);
    const started = descendantsOf(child.pid!);
    child.kill("SIGKILL");
    // The kernel looks for its parent once a second.
    await expect.poll(() => stillRunning(started), POLL).toEqual([]);
  });
});

/** A notebook whose one cell measures: a harness, its servers, and program after program. */
async function measuring(): Promise<Notebook> {
  const notebook = await readNotebook(fixtureNotebook("busy"));
  const source = `import { measure } from "@interleave/lib";
    await measure("catch-em-all", "fetch", { profile: "quick", seed: 7, peers: "none", resume: false });`;
  const [cell] = notebook.cells.filter(({ cell_type }) => cell_type === "code");
  return { ...notebook, cells: [{ ...cell!, source }] };
}
