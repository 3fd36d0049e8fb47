import { fork } from "node:child_process";
import { once } from "node:events";
import { RunError } from "../errors.js";
import { compiledModule } from "../paths.js";
import { MessagePool, type MessageWorker, type WorkerEvents } from "./message-pool.js";
import type { TaskAnswer } from "./perform-task.js";
import { checkedModule, checkedWorkerCount, type PoolTaskOptions } from "./pool.js";
import { nestedIn } from "./pool-nesting.js";

/**
 * Runs a module's default export in child processes, as `concurrent.futures.ProcessPoolExecutor` does in Python: for
 * work that may take its process down, runs out of memory by its input's fault, or calls native code that is not safe
 * in threads. Everything else is cheaper in a `ThreadPool`: a hop is shorter there, and a worker smaller.
 *
 * The guarantees are those of {@link Pool}. A process ends with its parent even in the midst of a task that never
 * returns to its event loop.
 *
 * @typeParam Input what the module takes; anything the structured clone algorithm copies, except shared memory
 * @typeParam Output what it returns or resolves with
 */
export class ProcessPool<Input, Output> extends MessagePool<Input, Output, PoolTaskOptions> {
  /**
   * Opens a pool for the time of `use`, and closes it however that ends.
   */
  static async with<Input, Output, Result>(
    module: URL,
    processCount: number,
    use: (pool: ProcessPool<Input, Output>) => Promise<Result>,
  ): Promise<Result> {
    const pool = new ProcessPool<Input, Output>(module, processCount);
    try {
      return await use(pool);
    } finally {
      await pool.close();
    }
  }

  /**
   * @param module a JavaScript module whose default export is `(input: Input) => Output | Promise<Output>`
   * @param processCount processes at most: an integer from 1 up
   * @throws UsageError on any other number; on a module that is no URL, such as a function; and inside a task of a
   *   pool of the same module
   */
  constructor(module: URL, processCount: number) {
    const modules = nestedIn(checkedModule(module));
    super("process", checkedWorkerCount(processCount, "process"), (events) => startProcess(modules, events));
  }
}

function startProcess(
  modules: readonly string[],
  { answered, died }: WorkerEvents,
): MessageWorker<PoolTaskOptions> {
  const child = fork(compiledModule("strategies", "pool-process.js"), [JSON.stringify(modules)], {
    serialization: "advanced",
    execArgv: [],
    // Its standard input is never written to: the end of it tells of this process's death.
    stdio: ["pipe", "inherit", "inherit", "ipc"],
  });
  const gone = once(child, "close").catch(() => {});
  let cause: unknown;
  child.on("message", (message: ProcessMessage) => {
    if ("broken" in message) cause = message.broken;
    else answered(message);
  });
  child.on("error", (error) => {
    cause = error;
  });
  child.stdin!.on("error", () => {});
  child.once("close", (exitCode, signal) => died(cause ?? new RunError(signal ?? `exit code ${exitCode}`)));
  return {
    // A child that has just died tells so by its exit; the failed write says nothing new.
    post: (input) => void child.send({ input }, () => {}),
    end: () => {
      child.kill("SIGKILL");
      return gone;
    },
  };
}

/** What a pool's process sends: a task's answer, or the error that it is about to die of. */
export type ProcessMessage = TaskAnswer | { readonly broken: unknown };
