import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { messageOf } from "../errors.js";
import { projectFolder } from "../paths.js";
import type { Connection } from "./connection.js";
import { CellEngine } from "./launcher/cell-engine.js";
import { exitKernel } from "./launcher/failure-watch.js";
import { onInterruptSignal } from "./launcher/interrupt-signal.js";
import { KernelServer } from "./launcher/kernel-server.js";
import { watchParent } from "./launcher/parent-watch.js";
import { descendantsOf, endProcesses, signalEach } from "./launcher/process-tree.js";

/**
 * The kernel: tslab's compiler and executor behind a server of our own, started by every Jupyter client through
 * our kernelspec and by our own runner.
 *
 *     node launcher.js --config-path FILE [--root FOLDER] [--end-with-stdin]
 */
const { values: options } = parseArgs({
  options: {
    "config-path": { type: "string" },
    root: { type: "string", default: projectFolder },
    "end-with-stdin": { type: "boolean", default: false },
  },
});

/** How long the last messages have to leave before the process ends. */
const FAREWELL_MS = 100;

async function main(): Promise<void> {
  watchParent(options["end-with-stdin"]);
  // Stacks name the library's own TypeScript.
  process.setSourceMapsEnabled(true);
  const connection = JSON.parse(readFileSync(options["config-path"] ?? "", "utf8")) as Connection;
  // Jupyter starts kernels in the notebook's folder, but cells import from the project.
  process.chdir(options.root);
  const engine = new CellEngine(options.root);
  onInterruptSignal(() => engine.interrupt());
  await new KernelServer(connection, engine, () => void shutDown()).listen();
}

/** Open handles of cells would keep the process alive, so that it ends by itself, and takes their children along. */
async function shutDown(): Promise<void> {
  // Before the first one ends: what it leaves behind in a group of its own is nobody's descendant any more.
  const started = descendantsOf([process.pid]);
  // A process whose parent has ended is still of the group.
  process.on("SIGTERM", () => {});
  signalEach([-process.pid], "SIGTERM");
  await Promise.all([delay(FAREWELL_MS), endProcesses(started)]);
  exitKernel(0);
}

main().catch((error: unknown) => {
  process.stderr.write(`the kernel cannot start: ${messageOf(error)}\n`);
  exitKernel(1);
});
