import { Worker } from "node:worker_threads";
import { RunError } from "../errors.js";
import { compiledModule } from "../paths.js";
import { MessagePool, type MessageWorker, type WorkerEvents } from "./message-pool.js";
import type { TaskAnswer } from "./perform-task.js";
import { checkedModule, checkedWorkerCount, type TransferOptions } from "./pool.js";
import { nestedIn } from "./pool-nesting.js";

/**
 * Runs a module's default export in worker threads: one message there, one back. For what computes long enough to be
 * worth the copying; a `SharedMemoryPool` has the shorter way for small inputs, a `ProcessPool` survives what takes
 * a whole process down.
 *
 * The guarantees are those of {@link Pool}; `transfer` moves what need not be copied.
 *
 * @typeParam Input what the module takes; anything the structured clone algorithm copies
 * @typeParam Output what it returns or resolves with
 */
export class ThreadPool<Input, Output> extends MessagePool<Input, Output, TransferOptions> {
  /**
   * Opens a pool for the time of `use`, and closes it however that ends.
   */
  static async with<Input, Output, Result>(
    module: URL,
    threadCount: number,
    use: (pool: ThreadPool<Input, Output>) => Promise<Result>,
  ): Promise<Result> {
    const pool = new ThreadPool<Input, Output>(module, threadCount);
    try {
      return await use(pool);
    } finally {
      await pool.close();
    }
  }

  /**
   * @param module a JavaScript module whose default export is `(input: Input) => Output | Promise<Output>`
   * @param threadCount threads at most: an integer from 1 up
   * @throws UsageError on any other number; on a module that is no URL, such as a function; and inside a task of a
   *   pool of the same module
   */
  constructor(module: URL, threadCount: number) {
    const modules = nestedIn(checkedModule(module));
    super("thread", checkedWorkerCount(threadCount, "thread"), (events) => startThread(modules, events));
  }
}

function startThread(
  modules: readonly string[],
  { answered, died }: WorkerEvents,
): MessageWorker<TransferOptions> {
  const worker = new Worker(compiledModule("strategies", "thread.js"), { workerData: modules });
  let cause: unknown;
  worker.on("message", (answer: TaskAnswer) => answered(answer));
  worker.on("error", (error) => {
    cause = error;
  });
  worker.on("exit", (exitCode) => died(cause ?? new RunError(`exit code ${exitCode}`)));
  return {
    post: (input, { transfer }) => worker.postMessage(input, transfer),
    end: () => worker.terminate(),
  };
}
