import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { expect, it } from "vitest";
import { compiledModule } from "../../lib/paths.js";
import { fixtureNotebook } from "../support/fixture-notebook.js";
import { isAlive } from "../support/is-alive.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** Runs the notebook, prints the kernel's id and then what the cells print. */
const RUNNER = `
  const [module, file, outputFile] = process.argv.slice(1);
  const { runNotebook } = await import(module);
  await runNotebook({ file, outputFile, onEvent: (event) => {
    if (event.type === "kernel-started") console.log("kernel " + event.pid);
    if (event.type === "output") console.log(event.output.text.trim());
  } });`;

it("SIGKILL of a runner ends its kernel and the kernel's children, even while a cell is busy for ever", async () => {
  const folder = await temporaryFolder();
  const module = new URL(`file://${compiledModule("jupyter", "run-notebook.js")}`).href;
  const args = [
    "--input-type=module",
    "-e",
    RUNNER,
    module,
    fixtureNotebook("busy"),
    path.join(folder, "busy.ipynb"),
  ];
  const runner = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const pids: number[] = [];
  for await (const line of createInterface({ input: runner.stdout })) {
    pids.push(Number(/^(?:kernel|child|detached) (\d+)$/.exec(line)![1]));
    if (pids.length === 3) break;
  }
  expect(pids.map(isAlive)).toEqual([true, true, true]);
  runner.kill("SIGKILL");
  await once(runner, "exit");
  await expect.poll(() => pids.map(isAlive), { timeout: 10_000 }).toEqual([false, false, false]);
});
