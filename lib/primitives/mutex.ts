import { notAFunction, UsageError } from "../errors.js";
import { WaitQueue } from "./wait-queue.js";

/** Whether it is held and who waits for it, at the moment of asking. */
export interface MutexStats {
  readonly locked: boolean;
  readonly waiterCount: number;
}

/**
 * Lets one task at a time through a section that awaits in its midst; code without an `await` needs none, since
 * nothing runs beside it. For more than one at a time use a `Semaphore`.
 *
 * - First come, first served: unlocking hands the lock to the one that has waited longest, so none starves and
 *   none can overtake.
 * - Not reentrant: a task that locks again what it holds waits for itself.
 * - A cancelled wait leaves the mutex as it was.
 *
 * @example
 * const account = new Mutex();
 * await account.withLock(async () => "paid"); // => "paid"
 * account.tryLock(); // => true
 * account.tryLock(); // => false
 * account.unlock();
 * account.stats(); // => { locked: false, waiterCount: 0 }
 */
export class Mutex {
  readonly #waiters: WaitQueue;
  #locked = false;

  /** @param name what reports call it */
  constructor(readonly name?: string) {
    this.#waiters = new WaitQueue("lock", this);
  }

  /**
   * Takes the lock, waiting until it is free. Prefer {@link withLock}, which cannot forget to unlock.
   *
   * @param signal gives up waiting; the lock is then not held
   * @returns undefined when it is held already, else a promise to await
   * @throws the signal's reason when it has aborted
   */
  lock(signal?: AbortSignal): Promise<void> | undefined {
    signal?.throwIfAborted();
    if (this.tryLock()) return undefined;
    return this.#waiters.park(undefined, signal);
  }

  /** Takes the lock if it is free; returns whether it did. */
  tryLock(): boolean {
    if (this.#locked) return false;
    this.#locked = true;
    this.#waiters.held();
    return true;
  }

  /**
   * Gives the lock back, or rather on to the one that has waited longest.
   *
   * @throws UsageError when it is not locked
   */
  unlock(): void {
    if (!this.#locked) {
      throw new UsageError(
        "Expected to unlock a mutex that is locked, got one that is free; try `withLock`, which unlocks exactly once",
      );
    }
    this.#waiters.released();
    const next = this.#waiters.shift();
    if (next === undefined) {
      this.#locked = false;
      return;
    }
    this.#waiters.held(next);
    next.wake();
  }

  /**
   * Runs `task` while holding the lock, and unlocks however the task ends.
   *
   * @throws UsageError when it is no function; the signal's reason when that aborts first
   */
  async withLock<Result>(task: () => Promise<Result> | Result, signal?: AbortSignal): Promise<Result> {
    if (typeof task !== "function") throw notAFunction("task", task);
    await this.lock(signal);
    try {
      return await task();
    } finally {
      this.unlock();
    }
  }

  /** Asking changes nothing and waits for nothing. */
  stats(): MutexStats {
    return { locked: this.#locked, waiterCount: this.#waiters.size };
  }
}
