import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { RunError } from "../../errors.js";
import type { ResourceUse } from "../../program.js";
import { ownUse, totalUse } from "../../resource-use.js";
import { openServer, type RunningServer } from "./running-server.js";
import type { VariantOptions } from "./server-variants.js";

/**
 * A primary process that accepts, and deals each connection to the next of its worker processes, which serve them
 * inline. The workers are this same program, started with the same argument.
 */
export async function openCluster(workerCount: number): Promise<RunningServer> {
  const workers = Array.from({ length: workerCount }, () => cluster.fork());
  const listening = workers.map((worker) => once(worker, "listening") as Promise<[AddressInfo]>);
  const failed = Promise.race(workers.map(death));
  // Nobody may be listening yet when the first worker dies.
  failed.catch(() => {});
  const [[address]] = (await Promise.race([Promise.all(listening), failed])) as [[AddressInfo]];
  return {
    port: address.port,
    counters: {},
    failed,
    close: async () => totalUse(await Promise.all(workers.map(endWorker))),
  };
}

/** The inside of a worker process: serves until the primary asks what it has used, answers, and ends. */
export async function runClusterWorker(options: VariantOptions): Promise<void> {
  await openServer("inline", options);
  await once(process, "message");
  process.send!(ownUse(), () => process.exit(0));
}

async function death(worker: Worker): Promise<never> {
  const [code] = await once(worker, "exit");
  throw new RunError(`a worker process of the cluster ended with ${code}`);
}

/** Waits for the worker's end: left to the system, a dead process keeps the group alive until somebody looks. */
async function endWorker(worker: Worker): Promise<ResourceUse> {
  const exited = once(worker, "exit");
  const answered = once(worker, "message");
  worker.send("end");
  const [use] = await answered;
  await exited;
  return use as ResourceUse;
}
