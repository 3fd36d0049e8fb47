import { fileURLToPath } from "node:url";
import type { Pool } from "../../strategies/pool.js";
import { ProcessPool } from "../../strategies/process-pool.js";
import { SharedMemoryPool } from "../../strategies/shared-memory-pool.js";
import { ThreadPool } from "../../strategies/thread-pool.js";
import { fibTask } from "../fib-server/fib-pool.js";
import { openBareAtomics, openBareMessages } from "./bare-hops.js";

/** Hands a task that takes no time to one other thread or process, which starts for the first. */
export interface Hopper {
  hop(): Promise<number>;
  close(): Promise<void>;
}

export const hopWorks = {
  "thread-pool": async () => hopperOf(new ThreadPool<number, number>(fibTask, 1)),
  "shared-memory-pool": async () => hopperOf(new SharedMemoryPool<number, number>(fibTask, 1)),
  "process-pool": async () => hopperOf(new ProcessPool<number, number>(fibTask, 1)),
  "bare-messages": openBareMessages,
  "bare-atomics": openBareAtomics,
  piscina: async () => {
    const { Piscina } = await import("piscina");
    const pool = new Piscina({ filename: fileURLToPath(fibTask), minThreads: 1, maxThreads: 1 });
    return { hop: () => pool.run(1), close: () => pool.destroy() };
  },
} satisfies Record<string, () => Promise<Hopper>>;

/** So many hops, each once the last is back. */
export async function sumOfHops({ hop }: Hopper, hopCount: number): Promise<number> {
  let total = 0;
  for (let count = 0; count < hopCount; count += 1) total += await hop();
  return total;
}

function hopperOf(pool: Pool<number, number>): Hopper {
  return { hop: () => pool.run(1), close: () => pool.close() };
}
