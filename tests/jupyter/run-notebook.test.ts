import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { exitCodeOf } from "../../lib/jupyter/failure.js";
import { Kernel } from "../../lib/jupyter/kernel.js";
import type { KernelSession } from "../../lib/jupyter/kernel-session.js";
import type { NotebookCell } from "../../lib/jupyter/notebook-file.js";
import { type NotebookEvent, type NotebookRun, runNotebook } from "../../lib/jupyter/run-notebook.js";
import { stillRunning } from "../support/descendants.js";
import { fixtureNotebook } from "../support/fixture-notebook.js";
import { isAlive } from "../support/is-alive.js";
import { temporaryFolder } from "../support/temporary-folder.js";

interface Outcome {
  readonly run: NotebookRun;
  readonly events: NotebookEvent[];
  /** The cells of the executed notebook, as saved. */
  readonly cells: NotebookCell[];
}

async function run(name: string, options: Partial<Parameters<typeof runNotebook>[0]> = {}): Promise<Outcome> {
  const folder = await temporaryFolder();
  const outputFile = path.join(folder, "executed", `${name}.ipynb`);
  const events: NotebookEvent[] = [];
  const onEvent = (event: NotebookEvent) => {
    events.push(event);
    options.onEvent?.(event);
  };
  const run = await runNotebook({ file: fixtureNotebook(name), outputFile, ...options, onEvent });
  const { cells } = JSON.parse(await readFile(outputFile, "utf8"));
  const started = events.find((event) => event.type === "kernel-started");
  expect(isAlive(started!.pid!)).toBe(false);
  return { run, events, cells };
}

describe("runNotebook", () => {
  it("runs every cell with the given parameters, and saves what they show", async () => {
    const {
      run: finished,
      events,
      cells,
    } = await run("tour", { parameters: { documents: 7, size: "large" } });
    expect(finished.failure).toBeUndefined();
    expect(finished.cells.map(({ cell }) => cell)).toEqual([1, 1, 2, 4, 6, 7, 8, 9]);
    const code = cells.filter((cell) => cell.cell_type === "code");
    expect(code.map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const [, , greeting, burst, displays, , allowed, after] = code.map((cell) => cell.outputs!);
    expect(greeting).toMatchObject([{ text: [expect.stringMatching(/^7 large true /)] }]);
    expect((burst![0] as unknown as { text: string[] }).text).toHaveLength(20_000);
    expect(displays).toMatchObject([
      { data: { "text/plain": ["2 of 2"] } },
      { data: { "application/vnd.interleave.result+json": { answer: 42 } } },
    ]);
    expect(allowed).toMatchObject([{ output_type: "error", ename: "RangeError", evalue: "as it should" }]);
    expect(after).toMatchObject([{ text: ["ran after it\n"] }]);
    expect(events.flatMap((event) => (event.type === "display" ? [event.data] : []))).toEqual([
      { "text/plain": "0 of 2" },
      { "application/vnd.interleave.result+json": { answer: 42 } },
      { "text/plain": "2 of 2" },
    ]);
    const titles = events.flatMap((event) =>
      event.type === "cell-started" ? [`${event.ordinal} ${event.title}`] : [],
    );
    expect(titles.slice(2, 5)).toEqual(["3 A tour", "4 Burst", "5 Displays"]);
    expect(events.at(-1)).toEqual({ type: "finished", run: finished });
  });

  it.each([
    [
      "type-error",
      "type-error",
      2,
      3,
      "Type 'string' is not assignable",
      "const name: number = names.join();",
      3,
    ],
    ["throw", "throw", 2, 3, "RangeError: no entry 3", "const third = check({ id: 3 });", 4],
    ["rejection", "rejection", 1, 3, "unhandled rejection: Error: nobody", "throw new Error(", 4],
    ["late-rejection", "rejection", 2, 2, "unhandled rejection: Error: behind", "Promise.reject(", 4],
    ["exit", "exit", 1, 2, "ProcessExit: process.exit(7)", "process.exit(7);", 8],
    ["timeout", "timeout", 1, null, "TimeLimit: the cell ran into its time limit of 1000 ms", "", 5],
    ["busy", "timeout", 2, null, "TimeLimit: the cell ran into its time limit of 4000 ms", "", 5],
    ["dead-kernel", "dead-kernel", 2, null, "KernelDeath: the kernel ended (SIGKILL)", "", 6],
    ["output-flood", "output-flood", 1, null, "wrote more than its limit of 3000000 bytes", "", 7],
  ] as const)("names cell and line of %s", async (name, kind, cell, line, message, sourceLine, exitCode) => {
    // The cell before the busy one starts processes, which takes its time.
    const cellTimeLimitMs = { timeout: 1000, busy: 4000 }[name as string] ?? 60_000;
    const { run: failed, cells } = await run(name, { cellTimeLimitMs, outputLimitBytes: 3_000_000 });
    const failure = failed.failure!;
    expect(failure).toMatchObject({ kind, cell, line });
    const place = `${name}.ipynb:cell[${cell}]${line === null ? "" : `:line ${line}`}: `;
    expect(failure.message).toContain(path.join("tests", "fixtures", "notebooks", place));
    expect(failure.message).toContain(message);
    expect(failure.message).toContain(sourceLine);
    expect(exitCodeOf(failure.kind)).toBe(exitCode);
    // The executed notebook shows the failure where it ends, and nothing behind it ran.
    const last = cells.findLast((candidate) => candidate.execution_count != null);
    expect(last!.outputs!.map((output) => output.output_type)).toContain("error");
    expect(JSON.stringify(cells.flatMap((candidate) => candidate.outputs ?? []))).not.toContain(
      "never reached",
    );
    if (name === "busy") {
      const { text } = cells[1]!.outputs![0] as unknown as { text: string[] };
      const pids = text.map((line) => Number(/\d+/.exec(line)));
      const started = pids.map((pid) => ({ pid, parent: 0, command: "sleep 600" }));
      expect(started).toHaveLength(2);
      await expect.poll(() => stillRunning(started)).toEqual([]);
    }
    if (name === "throw") {
      // An earlier cell's function threw it.
      expect(failure.message).toContain("  from cell[1]:line 7\n    throw new RangeError(");
    }
  });

  it.each([
    ["at the caller's signal", "interrupted", 60_000],
    ["at the time limit", "timeout", 50],
  ] as const)("ends %s when what the last cell left running blocks its kernel", async (_, kind, limitMs) => {
    const caller = new AbortController();
    let count = 0;
    const kernel: KernelSession = {
      pid: process.pid,
      execute: async (_code, { silent } = {}) => {
        if (silent !== true) return { status: "ok", execution_count: ++count };
        if (kind === "interrupted") caller.abort();
        return new Promise(() => {});
      },
      interrupt: () => {},
      shutdown: async () => {},
    };
    const outputFile = path.join(await temporaryFolder(), "executed.ipynb");
    const { failure } = await runNotebook({
      file: fixtureNotebook("timeout"),
      outputFile,
      signal: caller.signal,
      cellTimeLimitMs: limitMs,
      startKernel: async () => kernel,
    });
    expect(failure).toMatchObject({ kind, cell: 1 });
    const { cells } = JSON.parse(await readFile(outputFile, "utf8"));
    expect(cells[1].outputs).toMatchObject([{ output_type: "error" }]);
  });

  it("ends at the caller's signal, and says which cell was interrupted", async () => {
    const caller = new AbortController();
    const onEvent = (event: NotebookEvent) => event.type === "output" && caller.abort();
    const { run: failed } = await run("timeout", { signal: caller.signal, onEvent });
    expect(failed.failure).toMatchObject({ kind: "interrupted", cell: 1 });
    expect(exitCodeOf("interrupted")).toBe(130);
  });

  it("fails with an error of the caller's own, and leaves no kernel", async () => {
    let pid = 0;
    const onEvent = (event: NotebookEvent) => {
      if (event.type === "kernel-started") pid = event.pid!;
      if (event.type === "display") throw new Error("not a result");
    };
    await expect(run("tour", { onEvent })).rejects.toThrow("not a result");
    expect(isAlive(pid)).toBe(false);
  });

  it("refuses bad input before it starts a kernel", async () => {
    const file = fixtureNotebook("tour");
    await expect(runNotebook({ file, outputFile: file })).rejects.toThrow(UsageError);
    await expect(run("tour", { parameters: { docs: 1 } })).rejects.toThrow(
      "Try one of: documents, size, live",
    );
    await expect(run("tour", { parameters: { documents: "7" } })).rejects.toThrow("to be a number");
    await expect(run("wrong-kernel")).rejects.toThrow("interleave-tslab");
  });
});

describe("Kernel.start", () => {
  it("says why a kernel cannot start", async () => {
    await expect(Kernel.start({ cwd: "/nowhere/at/all" })).rejects.toThrow(
      /cannot start in \/nowhere.*ENOENT/,
    );
    const env = { ...process.env, NODE_OPTIONS: "--require=./no-such-module.cjs" };
    await expect(Kernel.start({ env })).rejects.toThrow(
      /the kernel ended \(exit code 1\); it printed:[\s\S]*no-such-module/,
    );
  });
});
