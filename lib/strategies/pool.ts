import type { Transferable } from "node:worker_threads";
import { messageOf, shown, UsageError } from "../errors.js";
import type { Work } from "./strategy.js";

/** What a pool has at one moment. */
export interface PoolStats {
  /** Threads or processes that live, busy or not. */
  readonly workerCount: number;
  /** Tasks that a worker has, at most one each. */
  readonly busyCount: number;
  /** Tasks that wait for a worker. */
  readonly waiterCount: number;
}

/** What gives up a task, and what it is called. */
export interface PoolTaskOptions {
  /** Gives up waiting for a worker; a task that a worker has begun runs to its end. */
  readonly signal?: AbortSignal;
  /** What a report of the worker's death calls the task. Default: its input, cut short. */
  readonly name?: string;
}

/** The same, and what a thread is given instead of a copy. */
export interface TransferOptions extends PoolTaskOptions {
  /** Moved to the worker instead of copied; unusable here afterwards. */
  readonly transfer?: readonly Transferable[];
}

/**
 * Workers beside this thread, each of which does one task at a time: the default export of one module, called with
 * the task's input. All pools share this signature and these guarantees:
 *
 * - Workers start when a task first needs them, up to the pool's count; tasks begin in the order in which they came.
 * - A task that throws rejects with a copy of what it threw, falsy values included; its worker goes on.
 * - A worker that dies fails exactly the task that it had begun, by name, and is replaced when one is needed.
 * - Inputs and outputs are copied; what cannot be is refused with a sentence, and the pool goes on.
 * - Closing fails the tasks that wait or run, and ends the workers. An open pool keeps its process alive; a process
 *   that dies takes its workers along.
 *
 * @typeParam Input what the module's function takes
 * @typeParam Output what it returns or resolves with
 */
export interface Pool<Input, Output> {
  /**
   * Runs one task, waiting for a worker.
   *
   * @returns what the module's function returns; rejects with what it throws, with a RunError when its worker dies
   *   or the pool closes first, with a UsageError when it cannot be sent, or with the signal's reason
   */
  run(input: Input, options?: PoolTaskOptions): Promise<Output>;
  /** Refuses further tasks, fails the waiting and the running ones, and resolves when the workers have ended. */
  close(): Promise<void>;
  /** Asking changes nothing and waits for nothing. */
  stats(): PoolStats;
}

/**
 * A pool as the work of any strategy: results in the order of the items, as they come, or streamed, as that one
 * gives them. What waits for a worker when the strategy ends early is never begun.
 */
export function inPool<Input, Output>(pool: Pool<Input, Output>): Work<Input, Output> {
  return (input, _index, signal) => pool.run(input, { signal });
}

/** @throws UsageError unless the count is an integer from 1 up */
export function checkedWorkerCount(count: number, workers: "thread" | "process"): number {
  if (Number.isInteger(count) && count >= 1) return count;
  throw new UsageError(
    `Expected a pool's ${workers} count to be an integer from 1 up, got ${shown(count)}; try \`os.availableParallelism()\``,
  );
}

/** @throws UsageError for anything but a URL; above all for a function */
export function checkedModule(module: URL): string {
  if (module instanceof URL) return module.href;
  const came = typeof module === "function" ? "a function" : shown(module);
  throw new UsageError(
    `Expected a pool's module to be a URL, got ${came}: no function can be sent to another thread or process, where ` +
      'what it refers to does not exist; try `export default` in a module of its own, and `new URL("./task.js", import.meta.url)`',
  );
}

/** The refusal of an input that the structured clone algorithm does not copy. */
export function unsendable(input: unknown, cause: unknown): UsageError {
  const came = typeof input === "function" ? "a function" : shown(input);
  return new UsageError(
    `Expected a task's input to be data that can be copied to a worker, got ${came}: ${messageOf(cause).replace(/\.$/, "")}; ` +
      "try sending data alone, and importing functions in the pool's module",
    { cause },
  );
}
