import { notAFunction, shown, UsageError } from "../errors.js";
import { WaitQueue } from "./wait-queue.js";

/** What a group counts and who waits for it, at the moment of asking. */
export interface WaitGroupStats {
  /** Tasks added and not yet done. */
  readonly pendingCount: number;
  readonly waiterCount: number;
}

/**
 * Waits for tasks to end by counting them, as Go's `sync.WaitGroup` does: half the memory of `Promise.all`, which
 * keeps a promise for each.
 *
 * - A failing task stops no other. The first error since the last wait ended is kept, and `wait` rejects with it
 *   once every task has ended; no rejection goes unhandled.
 * - After `wait` has settled the group is empty and can be used again.
 *
 * @example
 * const group = new WaitGroup();
 * const done: string[] = [];
 * for (const name of ["a", "b"]) group.go(async () => void done.push(name));
 * await group.wait();
 * done; // => ["a", "b"]
 */
export class WaitGroup {
  /** Tasks of {@link add} and of {@link go}, apart: a `done` too many must not count a task of `go` as ended. */
  #addedCount = 0;
  #startedCount = 0;
  #failed = false;
  #error: unknown;
  readonly #waiters: WaitQueue;

  /** @param name what reports call it */
  constructor(readonly name?: string) {
    this.#waiters = new WaitQueue("see the end of the tasks of", this);
  }

  /**
   * Counts `delta` more tasks (fewer, when negative), for tasks that {@link go} cannot start.
   *
   * @throws UsageError when no integer, or when fewer than 0 tasks would be pending besides those of `go`
   */
  add(delta = 1): void {
    if (!Number.isInteger(delta)) {
      throw new UsageError(
        `Expected the number of tasks to be an integer, got ${shown(delta)}; try \`go(task)\`, which counts each task once`,
      );
    }
    if (this.#addedCount + delta < 0) {
      throw new UsageError(
        `Expected at most ${this.#addedCount} tasks to end, got ${shown(-delta)}; try \`go(task)\` alone, which counts each task and its end`,
      );
    }
    this.#addedCount += delta;
    if (this.#pendingCount === 0) this.#wakeWaiters();
  }

  /** Counts one task of {@link add} as ended; throws as it does. */
  done(): void {
    this.add(-1);
  }

  /**
   * Starts `task` at once, as a call of an async function does, and counts it until it has ended, without a
   * {@link done}.
   *
   * @throws UsageError when it is no function, such as the promise of a task that runs already
   */
  go(task: () => Promise<unknown> | unknown): void {
    if (typeof task !== "function") throw notAFunction("task", task);
    this.#startedCount += 1;
    try {
      Promise.resolve(task()).then(this.#ended, this.#fail);
    } catch (error) {
      // Not in this turn: a task that throws at once must not empty the group between two calls of `go`.
      Promise.reject(error).catch(this.#fail);
    }
  }

  /**
   * Waits until no task is pending.
   *
   * @param signal gives up waiting; the tasks go on
   * @returns rejects with the first error of the tasks, or with the signal's reason
   */
  async wait(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#pendingCount > 0) return this.#waiters.park(undefined, signal);
    if (this.#failed) throw this.#takeError();
  }

  /** Asking changes nothing and waits for nothing. */
  stats(): WaitGroupStats {
    return { pendingCount: this.#pendingCount, waiterCount: this.#waiters.size };
  }

  get #pendingCount(): number {
    return this.#addedCount + this.#startedCount;
  }

  readonly #ended = (): void => {
    this.#startedCount -= 1;
    if (this.#pendingCount === 0) this.#wakeWaiters();
  };

  readonly #fail = (error: unknown): void => {
    if (!this.#failed) {
      this.#failed = true;
      this.#error = error;
    }
    this.#ended();
  };

  #wakeWaiters(): void {
    if (this.#waiters.size === 0) return;
    const failed = this.#failed;
    const error = this.#takeError();
    for (let waiter = this.#waiters.shift(); waiter; waiter = this.#waiters.shift()) {
      if (failed) waiter.fail(error);
      else waiter.wake();
    }
  }

  #takeError(): unknown {
    const error = this.#error;
    this.#failed = false;
    this.#error = undefined;
    return error;
  }
}
