import { notAFunction, RunError, shown, UsageError } from "../errors.js";
import { EMPTY } from "./channel.js";
import { Ring } from "./ring.js";
import { WaitQueue } from "./wait-queue.js";

/** Putting into a queue that was shut down, or getting from one that is also empty. */
export class QueueShutDownError extends RunError {
  override name = "QueueShutDownError";
}

/** What a queue holds and who waits for it, at the moment of asking. */
export interface QueueStats {
  readonly capacity: number;
  readonly size: number;
  /** Values put and not yet done: those in the queue, and those that were got since. */
  readonly unfinishedCount: number;
  readonly waitingGetterCount: number;
  readonly waitingPutterCount: number;
  readonly joinerCount: number;
  readonly shutDown: boolean;
}

/**
 * Hands jobs to workers and knows when all are done, as `asyncio.Queue` does: every value put counts as unfinished
 * until {@link taskDone}, and {@link join} waits for none to be left. Where nobody asks when all is done, use a
 * `Channel`.
 *
 * A worker of `asyncio` that throws between `get` and `task_done` leaves `join` waiting for ever. Here
 * {@link consume} takes both calls on itself, and the first failure ends every wait on the queue, `join` included.
 * A worker written with `get` and `taskDone` by hand says so with {@link fail}.
 *
 * - Values come out in the order in which they were put; putters and getters are served in the order in which
 *   they came. Any value can be put but `EMPTY` itself, promises and `undefined` included.
 * - A cancelled wait leaves the queue as it was.
 *
 * @example
 * const jobs = new Queue<number>();
 * const doubled: number[] = [];
 * const workers = [1, 2].map(() => jobs.consume(async (job) => void doubled.push(job * 2)));
 * for (const job of [1, 2, 3]) jobs.tryPut(job);
 * await jobs.join();
 * jobs.shutDown();
 * await Promise.all(workers);
 * doubled; // => [2, 4, 6]
 */
export class Queue<Value> {
  readonly capacity: number;
  readonly #values = new Ring<Value>();
  readonly #getters: WaitQueue<{ readonly value: Value }>;
  readonly #putters: WaitQueue<void, Value>;
  readonly #joiners: WaitQueue;
  #unfinishedCount = 0;
  #shutDown = false;
  /** Boxed, since a failure may be of any value. */
  #failure: { readonly error: unknown } | undefined;

  /**
   * @param capacity how many values wait in the queue at most: an integer from 1 up, or Infinity, the default
   * @param name what reports call it
   * @throws UsageError on any other capacity
   */
  constructor(
    capacity = Number.POSITIVE_INFINITY,
    readonly name?: string,
  ) {
    if (capacity !== Number.POSITIVE_INFINITY && (!Number.isInteger(capacity) || capacity < 1)) {
      throw new UsageError(
        `Expected a queue's capacity to be an integer from 1 up or Infinity, got ${shown(capacity)}; try a \`Channel\` for handing over without a buffer`,
      );
    }
    this.capacity = capacity;
    this.#getters = new WaitQueue("get from", this);
    this.#putters = new WaitQueue("put into", this);
    this.#joiners = new WaitQueue("join", this);
  }

  /**
   * Puts a value, waiting while the queue is full.
   *
   * @param signal gives up waiting; the value is then not put
   * @returns undefined when it is in the queue already, else a promise to await
   * @throws QueueShutDownError after {@link shutDown}; the error given to {@link fail} after that. A waiting
   *   putter's promise rejects with the same.
   */
  put(value: Value, signal?: AbortSignal): Promise<void> | undefined {
    signal?.throwIfAborted();
    if (this.tryPut(value)) return undefined;
    return this.#putters.park(value, signal);
  }

  /** Puts a value if that needs no waiting; returns whether it did, and throws as {@link put} does. */
  tryPut(value: Value): boolean {
    if (this.#failure) throw this.#failure.error;
    if (this.#shutDown) throw shutDownError("put into");
    if (this.#values.size >= this.capacity) return false;
    this.#accept(value);
    return true;
  }

  /**
   * Takes the next value, waiting until there is one. The caller owes one {@link taskDone} for it: prefer
   * {@link consume}, which cannot forget it.
   *
   * @param signal gives up waiting; nothing is then taken
   * @returns the value, boxed because a promise cannot resolve to a promise; rejects with QueueShutDownError once
   *   the queue is shut down and empty, with the error of {@link fail}, or with the signal's reason
   */
  async get(signal?: AbortSignal): Promise<{ readonly value: Value }> {
    signal?.throwIfAborted();
    const value = this.tryGet();
    if (value !== EMPTY) return { value };
    if (this.#shutDown) throw shutDownError("get from");
    return this.#getters.park(undefined, signal);
  }

  /**
   * Takes the next value if there is one, else answers `EMPTY`. As for {@link get}, a {@link taskDone} is owed.
   *
   * @throws the error of {@link fail}
   */
  tryGet(): Value | typeof EMPTY {
    if (this.#failure) throw this.#failure.error;
    if (this.#values.size === 0) return EMPTY;
    const value = this.#values.shift();
    const putter = this.#putters.shift();
    if (putter !== undefined) {
      this.#accept(putter.offer);
      putter.wake();
    }
    return value;
  }

  /**
   * Says that a value that was got is dealt with.
   *
   * @throws UsageError when more values would be done than were put
   */
  taskDone(): void {
    if (this.#unfinishedCount === 0) {
      throw new UsageError(
        "Expected one `taskDone` for each value put, got one more; try `consume(work)`, which counts each value once",
      );
    }
    this.#unfinishedCount -= 1;
    if (this.#unfinishedCount > 0) return;
    for (let joiner = this.#joiners.shift(); joiner; joiner = this.#joiners.shift()) joiner.wake();
  }

  /**
   * A worker: does the work for one value after the other until the queue is shut down and empty. However the
   * work ends, its value counts as done; when it throws, the queue fails with its error, so that neither `join`
   * nor the other workers wait in vain.
   *
   * @returns rejects with the error of the work, or of another worker's, or with the signal's reason
   * @throws UsageError when the work is no function
   */
  async consume(work: (value: Value) => Promise<unknown> | unknown, signal?: AbortSignal): Promise<void> {
    if (typeof work !== "function") throw notAFunction("work", work);
    for (;;) {
      let taken: { readonly value: Value };
      try {
        taken = await this.get(signal);
      } catch (error) {
        if (error instanceof QueueShutDownError && this.#failure === undefined) return;
        throw error;
      }
      try {
        await work(taken.value);
      } catch (error) {
        this.fail(error);
        throw error;
      } finally {
        this.taskDone();
      }
    }
  }

  /**
   * Waits until every value that was put is done.
   *
   * @param signal gives up waiting; the values stay
   * @returns rejects with the error of {@link fail}, even while values are unfinished, or with the signal's reason
   */
  async join(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#failure) throw this.#failure.error;
    if (this.#unfinishedCount > 0) return this.#joiners.park(undefined, signal);
  }

  /**
   * Says that nothing further will be put. What is in the queue can still be got; getters who wait for more, and
   * putters who wait for room, get a QueueShutDownError. Shutting down twice does nothing.
   */
  shutDown(): void {
    if (this.#shutDown) return;
    this.#shutDown = true;
    failAll(this.#getters, shutDownError("get from"));
    failAll(this.#putters, shutDownError("put into"));
  }

  /** Ends every wait on the queue, present and future, with this error. The first failure stays. */
  fail(error: unknown): void {
    if (this.#failure) return;
    this.#failure = { error };
    this.#shutDown = true;
    failAll(this.#getters, error);
    failAll(this.#putters, error);
    failAll(this.#joiners, error);
  }

  /** Asking changes nothing and waits for nothing. */
  stats(): QueueStats {
    return {
      capacity: this.capacity,
      size: this.#values.size,
      unfinishedCount: this.#unfinishedCount,
      waitingGetterCount: this.#getters.size,
      waitingPutterCount: this.#putters.size,
      joinerCount: this.#joiners.size,
      shutDown: this.#shutDown,
    };
  }

  #accept(value: Value): void {
    this.#unfinishedCount += 1;
    const getter = this.#getters.shift();
    if (getter !== undefined) getter.wake({ value });
    else this.#values.push(value);
  }
}

function failAll<Grant, Offer>(waiters: WaitQueue<Grant, Offer>, error: unknown): void {
  for (let waiter = waiters.shift(); waiter; waiter = waiters.shift()) waiter.fail(error);
}

function shutDownError(what: string): QueueShutDownError {
  return new QueueShutDownError(
    `Expected to ${what} a queue at work, got one that was shut down; try shutting it down only after \`await queue.join()\``,
  );
}
