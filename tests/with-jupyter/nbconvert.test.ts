import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Jupyter } from "../../lib/jupyter/jupyter-environment.js";
import { formatNotebook, type Notebook, readNotebook } from "../../lib/jupyter/notebook-file.js";
import { descendantsOf, stillRunning } from "../support/descendants.js";
import { fixtureNotebook } from "../support/fixture-notebook.js";
import { jupyter, nbconvert, shapeOf, withoutJupyter } from "../support/nbconvert.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const POLL = { timeout: 60_000, interval: 50 };

function textOf({ cells }: Notebook, cell: number): string {
  return (cells[cell]!.outputs ?? [])
    .map((output) => (output.output_type === "stream" ? [output.text].flat().join("") : ""))
    .join("");
}

describe.skipIf(withoutJupyter !== "")(`jupyter nbconvert --execute${withoutJupyter}`, () => {
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
