import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { RunError } from "../../errors.js";
import { compiledModule } from "../../paths.js";
import { endWorker } from "../worker-account.js";
import type { WorkerAccount } from "./worker-message.js";

/** Workers that serve behind one port. */
export interface WorkerGroup {
  readonly port: number;
  /** Ends the workers; their accounts in the order in which they were started. */
  close(): Promise<readonly WorkerAccount[]>;
}

export const workerProgram = compiledModule("servers", "spread", "worker-program.js");

/** Rejects when the process ends, whatever it says; until then it stays pending. */
export async function endTooEarly(worker: ChildProcess): Promise<never> {
  const [code] = await once(worker, "exit");
  throw new RunError(`a worker process ended with ${code} before it served`);
}

/** The accounts of workers that serve to their end, which this is. */
export async function endWorkers(workers: readonly ChildProcess[]): Promise<readonly WorkerAccount[]> {
  const accounts = await Promise.all(workers.map((worker) => endWorker<WorkerAccount>(worker)));
  return accounts.map((account) => {
    if (account === null) throw new RunError("a worker process ended without its account");
    return account;
  });
}
