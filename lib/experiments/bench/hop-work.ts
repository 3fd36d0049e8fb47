import { fileURLToPath } from "node:url";
import { ProcessPool } from "../../strategies/process-pool.js";
import { SharedMemoryPool } from "../../strategies/shared-memory-pool.js";
import { ThreadPool } from "../../strategies/thread-pool.js";
import { fibTask } from "../fib-server/fib-pool.js";

/** Hands so many tasks that take no time to one other thread or process, each once the last is back; returns their sum. */
export type HopWork = (hopCount: number) => Promise<number>;

export const hopWorks = {
  "thread-pool": async (hopCount) =>
    ThreadPool.with<number, number, number>(fibTask, 1, (pool) => sum(hopCount, () => pool.run(1))),
  "shared-memory-pool": async (hopCount) =>
    SharedMemoryPool.with<number, number, number>(fibTask, 1, (pool) => sum(hopCount, () => pool.run(1))),
  "process-pool": async (hopCount) =>
    ProcessPool.with<number, number, number>(fibTask, 1, (pool) => sum(hopCount, () => pool.run(1))),
  piscina: async (hopCount) => {
    const { Piscina } = await import("piscina");
    const pool = new Piscina({ filename: fileURLToPath(fibTask), minThreads: 1, maxThreads: 1 });
    try {
      return await sum(hopCount, () => pool.run(1));
    } finally {
      await pool.destroy();
    }
  },
} satisfies Record<string, HopWork>;

async function sum(hopCount: number, hop: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let count = 0; count < hopCount; count += 1) total += await hop();
  return total;
}
