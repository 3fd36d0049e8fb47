import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { listenOnLoopback } from "../loopback.js";
import { LeastLoaded } from "./least-loaded.js";
import { endTooEarly, endWorkers, type WorkerGroup, workerProgram } from "./worker-group.js";
import { CONNECTION, type WorkerMessage } from "./worker-message.js";

/** A primary that accepts, and hands each connection to the worker with the fewest requests outstanding. */
export async function openDispatched(workerCount: number): Promise<WorkerGroup> {
  const workers = Array.from({ length: workerCount }, () => fork(workerProgram, ["is-handed"]));
  await Promise.all(workers.map(ready));
  const load = new LeastLoaded(workerCount);
  for (const [index, worker] of workers.entries()) {
    worker.on("message", (message: WorkerMessage) => {
      if (message === "begun" || message === "ended" || message === "closed") load[message](index);
    });
  }
  // Paused, so that no byte is read here that the worker would miss.
  const server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
    socket.on("error", () => {});
    workers[load.choose()]!.send(CONNECTION, socket, () => {});
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    async close() {
      server.close();
      return endWorkers(workers);
    },
  };
}

async function ready(worker: ChildProcess): Promise<void> {
  const early = endTooEarly(worker);
  early.catch(() => {});
  await Promise.race([once(worker, "message"), early]);
}
