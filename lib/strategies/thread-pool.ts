import { type Transferable, Worker } from "node:worker_threads";
import { messageOf, RunError, shown, UsageError } from "../errors.js";
import { compiledModule } from "../paths.js";
import { WaitQueue } from "../primitives/wait-queue.js";
import type { ThreadAnswer } from "./thread.js";

/** How many threads there are and who waits for one, at the moment of asking. */
export interface ThreadPoolStats {
  readonly threadCount: number;
  readonly busyCount: number;
  readonly waiterCount: number;
}

/** What gives up a task, and what it takes along. */
export interface ThreadTaskOptions {
  /** Gives up waiting for a thread; a task that a thread has begun runs to its end. */
  readonly signal?: AbortSignal;
  /** Moved to the thread instead of copied; unusable here afterwards. */
  readonly transfer?: readonly Transferable[];
}

interface Thread {
  readonly worker: Worker;
  settle: ((answer: ThreadAnswer) => void) | undefined;
}

/**
 * Runs a module's default export in worker threads: one message there, one back, one task per thread at a time.
 *
 * - Threads start when a task first needs them, `threadCount` at most; tasks get them in the order in which they came.
 * - An error that a task throws comes back as a copy; its thread goes on.
 * - A thread that dies fails exactly its own task, and the next task gets a new one.
 *
 * @typeParam Input what the module takes; anything the structured clone algorithm copies
 * @typeParam Output what it returns or resolves with
 */
export class ThreadPool<Input, Output> {
  readonly #module: string;
  readonly #limit: number;
  readonly #threads = new Set<Thread>();
  readonly #idle: Thread[] = [];
  // A freed thread goes straight to the one that waits: left for it among the idle ones, a newcomer could take it.
  readonly #waiters = new WaitQueue<Thread>();
  #closed = false;

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
   * @throws UsageError on any other number
   */
  constructor(module: URL, threadCount: number) {
    if (!Number.isInteger(threadCount) || threadCount < 1) {
      throw new UsageError(
        `Expected a pool's thread count to be an integer from 1 up, got ${shown(threadCount)}; try \`os.availableParallelism()\``,
      );
    }
    this.#module = module.href;
    this.#limit = threadCount;
  }

  /**
   * Runs one task, waiting for a free thread.
   *
   * @returns what the module returns; rejects with what it throws, with a RunError when its thread dies or the pool
   *   closes first, or with the signal's reason
   */
  async run(input: Input, options: ThreadTaskOptions = {}): Promise<Output> {
    if (this.#closed) throw closedError();
    options.signal?.throwIfAborted();
    const thread =
      this.#idle.pop() ?? this.#startIfRoom() ?? (await this.#waiters.park(undefined, options.signal));
    const answered = new Promise<ThreadAnswer>((settle) => {
      thread.settle = settle;
    });
    try {
      thread.worker.postMessage(input, options.transfer);
    } catch (error) {
      this.#release(thread);
      throw error;
    }
    const answer = await answered;
    if (answer.failed) throw answer.error;
    return answer.output as Output;
  }

  /** Refuses further tasks, fails the waiting ones, and ends the threads, failing what still runs in them. */
  async close(): Promise<void> {
    this.#closed = true;
    for (let waiter = this.#waiters.shift(); waiter; waiter = this.#waiters.shift())
      waiter.fail(closedError());
    await Promise.all([...this.#threads].map((thread) => thread.worker.terminate()));
  }

  /** Asking changes nothing and waits for nothing. */
  stats(): ThreadPoolStats {
    return {
      threadCount: this.#threads.size,
      busyCount: this.#threads.size - this.#idle.length,
      waiterCount: this.#waiters.size,
    };
  }

  #startIfRoom(): Thread | undefined {
    return this.#threads.size < this.#limit ? this.#start() : undefined;
  }

  #start(): Thread {
    const worker = new Worker(compiledModule("strategies", "thread.js"), { workerData: this.#module });
    const thread: Thread = { worker, settle: undefined };
    let cause: unknown;
    this.#threads.add(thread);
    worker.on("message", (answer: ThreadAnswer) => this.#release(thread, answer));
    worker.on("error", (error) => {
      cause = error;
    });
    worker.on("exit", (exitCode) => {
      const because = cause === undefined ? `exit code ${exitCode}` : messageOf(cause);
      const error = this.#closed
        ? closedError()
        : new RunError(`The thread died while it ran a task: ${because}`, { cause });
      this.#bury(thread, { failed: true, error });
    });
    return thread;
  }

  /** Hands the thread to the one that has waited longest, or keeps it for the next. */
  #release(thread: Thread, answer?: ThreadAnswer): void {
    const settle = thread.settle;
    thread.settle = undefined;
    const waiter = this.#waiters.shift();
    if (waiter) waiter.wake(thread);
    else this.#idle.push(thread);
    if (answer) settle?.(answer);
  }

  #bury(thread: Thread, answer: ThreadAnswer): void {
    this.#threads.delete(thread);
    const place = this.#idle.indexOf(thread);
    if (place >= 0) this.#idle.splice(place, 1);
    this.#waiters.shift()?.wake(this.#start());
    thread.settle?.(answer);
  }
}

function closedError(): RunError {
  return new RunError("The thread pool is closed; try closing it only after the last task has ended");
}
