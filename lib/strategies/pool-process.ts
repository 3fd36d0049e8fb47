import { Worker } from "node:worker_threads";
import { compiledModule } from "../paths.js";
import { loadTask, performTask } from "./perform-task.js";
import type { ProcessMessage } from "./process-pool.js";

/** The inside of a `ProcessPool`'s process: answers each message with what its module makes of it. */

// Ctrl-C reaches every process of a terminal; the pool's owner decides when its processes end.
process.on("SIGINT", () => {});
// A task that never returns keeps this thread from hearing that the parent is gone; another one hears it.
new Worker(compiledModule("strategies", "parent-watch.js")).unref();
process.on("disconnect", () => process.exit(1));
process.on("uncaughtException", (error) => send({ broken: error }, () => process.exit(1)));

const moduleTask = await loadTask(JSON.parse(process.argv[2]!));
process.on("message", ({ input }: { readonly input: unknown }) => performTask(moduleTask, input, send));

function send(message: ProcessMessage, sent?: () => void): void {
  process.send!(message, undefined, undefined, sent);
}
