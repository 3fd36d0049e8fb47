import { pathToFileURL } from "node:url";
import { compiledModule } from "../../paths.js";
import { SharedMemoryPool } from "../../strategies/shared-memory-pool.js";
import { ThreadPool } from "../../strategies/thread-pool.js";

/** What a thread runs to compute fib(n). */
export const fibTask = pathToFileURL(compiledModule("experiments", "fib-server", "fib-task.js"));

/** A pool that computes fib, with all its threads started: otherwise the first requests would wait for them. */
export async function openFibPool(threadCount: number): Promise<ThreadPool<number, number>> {
  const pool = new ThreadPool<number, number>(fibTask, threadCount);
  await Promise.all(Array.from({ length: threadCount }, () => pool.run(1)));
  return pool;
}

/** The same over shared memory. */
export async function openSharedFibPool(threadCount: number): Promise<SharedMemoryPool<number, number>> {
  const pool = new SharedMemoryPool<number, number>(fibTask, threadCount);
  await Promise.all(Array.from({ length: threadCount }, () => pool.run(1)));
  return pool;
}
