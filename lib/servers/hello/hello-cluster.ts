import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { RunError } from "../../errors.js";
import type { ResourceUse } from "../../program.js";
import { ownUse, totalUse } from "../../resource-use.js";
import { endWorker, tellAccountAtEnd } from "../worker-account.js";
import { serveHello } from "./hello-server.js";

/** Worker processes that serve behind one port. */
export interface HelloCluster {
  readonly port: number;
  /** Ends the workers, and says what they have used. */
  close(): Promise<ResourceUse>;
}

/**
 * A primary process that accepts, and deals each connection to the next of its workers. As in the essay's listing it
 * notes the death of a worker and starts no other. The workers are this same program, started with the same argument.
 */
export async function openHelloCluster(workerCount: number): Promise<HelloCluster> {
  const workers = Array.from({ length: workerCount }, () => cluster.fork());
  const listening = workers.map(listeningPort);
  const [port] = await Promise.all(listening);
  const note = (worker: Worker) => process.stderr.write(`worker ${worker.process.pid} died\n`);
  cluster.on("exit", note);
  return {
    port: port!,
    async close() {
      cluster.off("exit", note);
      const uses = await Promise.all(workers.map((worker) => endWorker<ResourceUse>(worker.process)));
      return totalUse(uses.filter((use) => use !== null));
    },
  };
}

/** The inside of a worker process: serves until the primary asks what it has used, and ends. */
export async function runHelloWorker(): Promise<void> {
  tellAccountAtEnd(ownUse);
  await serveHello();
}

async function listeningPort(worker: Worker): Promise<number> {
  const died = once(worker, "exit").then(([code]) => {
    throw new RunError(`a worker process of the cluster ended with ${code} before it listened`);
  });
  const [{ port }] = (await Promise.race([once(worker, "listening"), died])) as [AddressInfo];
  return port;
}
