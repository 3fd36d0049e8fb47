import { Worker } from "node:worker_threads";
import { RunError, shown, UsageError } from "../errors.js";
import { onAbort } from "../on-abort.js";
import { compiledModule } from "../paths.js";
import { WaitQueue } from "../primitives/wait-queue.js";
import { closedPool, taskName, workerDied } from "./message-pool.js";
import {
  checkedModule,
  checkedWorkerCount,
  type Pool,
  type PoolStats,
  type PoolTaskOptions,
  unsendable,
} from "./pool.js";
import { nestedIn } from "./pool-nesting.js";
import type { SharedMemoryThreadData } from "./shared-memory-thread.js";
import { SharedTasks, type SharedTasksMemory, TASK_COUNT } from "./shared-tasks.js";

/** How much room a pool's memory has. */
export interface SharedMemoryPoolOptions {
  /** Room for one input or output, once serialised: a multiple of 8 from 1,024 to 1,048,576. Default: 4,096. */
  readonly largestBytes?: number;
}

interface Pending {
  readonly settle: (output: unknown) => void;
  readonly fail: (error: unknown) => void;
  readonly called: () => string;
}

interface Thread {
  readonly worker: Worker;
  readonly number: number;
  isReady: boolean;
}

/**
 * Runs a module's default export in worker threads that find their tasks in shared memory and answer there, without a
 * message: for many small tasks whose inputs and outputs are a few numbers or short records, where the hop is most of
 * the price. A `ThreadPool` takes inputs of any size, and moves them where it can.
 *
 * The guarantees are those of {@link Pool}. Besides:
 *
 * - Up to 64 tasks lie in the memory, and a thread goes from one to the next without waiting for this thread.
 * - Neither side spins: looking again and again before it sleeps, each would gain some microseconds while two cores
 *   have nothing else to do, and lose several times as many, to the other side, as soon as they have.
 *
 * @typeParam Input what the module takes; numbers go fastest, else what `v8.serialize` writes
 * @typeParam Output what it returns or resolves with
 */
export class SharedMemoryPool<Input, Output> implements Pool<Input, Output> {
  readonly #modules: readonly string[];
  readonly #limit: number;
  readonly #largestBytes: number;
  readonly #memory: SharedTasksMemory;
  readonly #tasks: SharedTasks;
  readonly #threads = new Set<Thread>();
  /** By place in the memory; null for a withdrawn task, whose place is not free yet. */
  readonly #pending = new Array<Pending | null | undefined>(TASK_COUNT).fill(undefined);
  readonly #freePlaces = Array.from({ length: TASK_COUNT }, (_, index) => TASK_COUNT - 1 - index);
  readonly #waiters = new WaitQueue<number>("be given a place in", this);
  #startedCount = 0;
  #collecting = false;
  #closed = false;

  /**
   * Opens a pool for the time of `use`, and closes it however that ends.
   */
  static async with<Input, Output, Result>(
    module: URL,
    threadCount: number,
    use: (pool: SharedMemoryPool<Input, Output>) => Promise<Result>,
  ): Promise<Result> {
    const pool = new SharedMemoryPool<Input, Output>(module, threadCount);
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
  constructor(module: URL, threadCount: number, { largestBytes = 4_096 }: SharedMemoryPoolOptions = {}) {
    this.#modules = nestedIn(checkedModule(module));
    this.#limit = checkedWorkerCount(threadCount, "thread");
    this.#largestBytes = checkedSize(largestBytes);
    this.#memory = SharedTasks.allocate(largestBytes);
    this.#tasks = new SharedTasks(this.#memory);
  }

  async run(input: Input, options: PoolTaskOptions = {}): Promise<Output> {
    if (this.#closed) throw closedPool("thread");
    options.signal?.throwIfAborted();
    const place = this.#freePlaces.pop() ?? (await this.#waiters.park(undefined, options.signal));
    this.#post(place, input);
    return this.#answerAt(place, input, options);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (let waiter = this.#waiters.shift(); waiter; waiter = this.#waiters.shift())
      waiter.fail(closedPool("thread"));
    for (const place of this.#pending.keys()) this.#take(place)?.fail(closedPool("thread"));
    this.#tasks.wakePoster();
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  stats(): PoolStats {
    const waiting = [...this.#pending.keys()].filter((place) => this.#pending[place]);
    const busyCount = waiting.filter((place) => this.#tasks.stateOf(place)?.is === "begun").length;
    return {
      workerCount: this.#threads.size,
      busyCount,
      waiterCount: waiting.length - busyCount + this.#waiters.size,
    };
  }

  /** Posts a task in a place that is this caller's; gives the place back when that cannot be done. */
  #post(place: number, input: Input): void {
    if (this.#closed) throw closedPool("thread");
    let tooLarge: number | undefined;
    try {
      tooLarge = this.#tasks.post(place, input);
    } catch (error) {
      this.#giveBack(place);
      throw unsendable(input, error);
    }
    if (tooLarge === undefined) return;
    this.#giveBack(place);
    throw new UsageError(
      `Expected an input of at most ${this.#largestBytes} bytes, once serialised, got ${tooLarge}; ` +
        "try a larger `largestBytes`, or a ThreadPool, which copies any size",
    );
  }

  #answerAt(place: number, input: Input, options: PoolTaskOptions): Promise<Output> {
    const { signal } = options;
    return new Promise<unknown>((settle, fail) => {
      this.#pending[place] = { settle, fail, called: () => taskName(input, options) };
      if (signal) this.#listen(place, signal);
      this.#startIfNeeded();
      if (!this.#collecting) void this.#collect();
    }) as Promise<Output>;
  }

  /** Withdraws the task of a place when the signal aborts before a thread has begun it. */
  #listen(place: number, signal: AbortSignal): void {
    const pending = this.#pending[place]!;
    const stopListening = onAbort(signal, (reason) => {
      if (!this.#tasks.withdraw(place)) return;
      this.#pending[place] = null;
      pending.fail(reason);
    });
    const over = (end: (value: unknown) => void) => (value: unknown) => {
      stopListening();
      end(value);
    };
    // Withdrawn at once where the signal had aborted while the task waited for its place.
    if (this.#pending[place] === pending)
      this.#pending[place] = { ...pending, settle: over(pending.settle), fail: over(pending.fail) };
  }

  /** Hands out answers as they come, until none is due. */
  async #collect(): Promise<void> {
    this.#collecting = true;
    while (this.#outstandingCount > 0) {
      const answered = this.#tasks.answeredCount;
      if (this.#handOut() === 0) await this.#tasks.answeredSince(answered);
    }
    this.#collecting = false;
  }

  get #outstandingCount(): number {
    return TASK_COUNT - this.#freePlaces.length;
  }

  /** @returns how many places it has freed */
  #handOut(): number {
    let count = 0;
    for (let place = 0; place < TASK_COUNT; place += 1) {
      if (this.#pending[place] === undefined || !this.#tasks.isOver(place)) continue;
      count += 1;
      const failed = this.#tasks.stateOf(place)?.is === "failed";
      const value = this.#pending[place] && this.#tasks.read(place);
      const pending = this.#take(place);
      if (failed) pending?.fail(value);
      else pending?.settle(value);
    }
    return count;
  }

  /** Takes the one that waits for the answer of a place out of it, and gives the place to the next. */
  #take(place: number): Pending | null | undefined {
    const pending = this.#pending[place];
    if (pending === undefined) return undefined;
    this.#pending[place] = undefined;
    this.#tasks.free(place);
    this.#giveBack(place);
    return pending;
  }

  #giveBack(place: number): void {
    const waiter = this.#waiters.shift();
    if (waiter) waiter.wake(place);
    else this.#freePlaces.push(place);
  }

  #startIfNeeded(): void {
    if (this.#threads.size < this.#limit && this.#outstandingCount > this.#threads.size) this.#start();
  }

  #start(): void {
    const number = this.#startedCount++;
    const workerData: SharedMemoryThreadData = {
      modules: this.#modules,
      memory: this.#memory,
      worker: number,
    };
    const worker = new Worker(compiledModule("strategies", "shared-memory-thread.js"), { workerData });
    const thread: Thread = { worker, number, isReady: false };
    let cause: unknown;
    this.#threads.add(thread);
    worker.on("message", () => {
      thread.isReady = true;
    });
    worker.on("error", (error) => {
      cause = error;
    });
    worker.on("exit", (exitCode) => this.#bury(thread, cause ?? new RunError(`exit code ${exitCode}`)));
  }

  #bury(thread: Thread, cause: unknown): void {
    this.#threads.delete(thread);
    if (this.#closed) return;
    let place = this.#begunBy(thread);
    // One that never came to a task, since its module does not load, fails the oldest: else nobody would ever hear.
    if (place < 0 && !thread.isReady) place = this.#tasks.claim(thread.number);
    const pending = this.#take(place);
    pending?.fail(workerDied("thread", pending.called(), cause));
    this.#startIfNeeded();
    this.#tasks.wakeWorkers();
    this.#tasks.wakePoster();
  }

  /** The place of the task that a thread has begun; -1 when it has none. */
  #begunBy({ number }: Thread): number {
    return this.#pending.findIndex((pending, place) => {
      const state = pending && this.#tasks.stateOf(place);
      return state?.is === "begun" && state.worker === number;
    });
  }
}

function checkedSize(bytes: number): number {
  if (Number.isInteger(bytes) && bytes % 8 === 0 && bytes >= 1_024 && bytes <= 1_048_576) return bytes;
  throw new UsageError(
    `Expected \`largestBytes\` to be a multiple of 8 from 1,024 to 1,048,576, got ${shown(bytes)}; try a ThreadPool for larger ones`,
  );
}
