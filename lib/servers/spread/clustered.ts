import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { endTooEarly, endWorkers, type WorkerGroup, workerProgram } from "./worker-group.js";

/**
 * Node's own cluster. By round robin the primary accepts, and gives each connection to the next worker that is free;
 * without a policy all workers accept from one shared socket, and the system wakes whom it likes.
 */
export async function openClustered(
  workerCount: number,
  policy: "round-robin" | "none",
): Promise<WorkerGroup> {
  cluster.schedulingPolicy = policy === "round-robin" ? cluster.SCHED_RR : cluster.SCHED_NONE;
  cluster.setupPrimary({ exec: workerProgram, args: ["listens"] });
  const workers = Array.from({ length: workerCount }, () => cluster.fork());
  const ports = await Promise.all(workers.map(listeningPort));
  return {
    port: ports[0]!,
    close: () => endWorkers(workers.map((worker) => worker.process)),
  };
}

async function listeningPort(worker: Worker): Promise<number> {
  const early = endTooEarly(worker.process);
  early.catch(() => {});
  const [{ port }] = (await Promise.race([once(worker, "listening"), early])) as [AddressInfo];
  return port;
}
