import { notAFunction, shown, UsageError } from "../errors.js";
import { WaitQueue } from "./wait-queue.js";

/** How much of it is held and who waits for more, at the moment of asking. */
export interface SemaphoreStats {
  readonly capacity: number;
  readonly heldWeight: number;
  readonly waiterCount: number;
}

/** How much of a semaphore a task takes, and what gives up waiting for it. */
export interface PermitOptions {
  /** Default: 1. */
  readonly weight?: number;
  readonly signal?: AbortSignal;
}

/**
 * Lets tasks of a total weight of at most `capacity` go ahead at once. To run the same work over a list use the
 * `bounded` strategy instead, which makes no promise per waiting item.
 *
 * - First come, first served: a heavy waiter holds up the lighter ones behind it, so none starves.
 * - A cancelled wait leaves the semaphore as it was, and lets those behind it go ahead if they fit.
 *
 * @example
 * const connections = new Semaphore(2);
 * await connections.withPermit(async () => "fetched"); // => "fetched"
 * connections.tryAcquire(2); // => true
 * connections.tryAcquire(); // => false
 * connections.release(2);
 * connections.stats(); // => { capacity: 2, heldWeight: 0, waiterCount: 0 }
 */
export class Semaphore {
  readonly capacity: number;
  #heldWeight = 0;
  readonly #waiters: WaitQueue<void, number>;

  /**
   * @param capacity the total weight that may be held at once: an integer from 1 up
   * @param name what reports call it
   * @throws UsageError on any other capacity
   */
  constructor(
    capacity: number,
    readonly name?: string,
  ) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new UsageError(
        `Expected a semaphore's capacity to be an integer from 1 up, got ${shown(capacity)}; try 1 for one task at a time`,
      );
    }
    this.capacity = capacity;
    this.#waiters = new WaitQueue("acquire", this, () => this.#admit());
  }

  /**
   * Takes `weight`, waiting until that much is free. Prefer {@link withPermit}, which cannot forget the release.
   *
   * @param signal gives up waiting; nothing is then held
   * @returns undefined when it is already held, else a promise to await
   * @throws UsageError when the weight is no integer from 1 to the capacity; the signal's reason when aborted
   */
  acquire(weight = 1, signal?: AbortSignal): Promise<void> | undefined {
    signal?.throwIfAborted();
    if (this.tryAcquire(weight)) return undefined;
    return this.#waiters.park(weight, signal);
  }

  /** Takes `weight` if it is free and nobody waits for it; returns whether it did. */
  tryAcquire(weight = 1): boolean {
    this.#check(weight);
    if (this.#waiters.size > 0 || this.#heldWeight + weight > this.capacity) return false;
    this.#heldWeight += weight;
    this.#waiters.held();
    return true;
  }

  /**
   * Gives `weight` back.
   *
   * @throws UsageError when more would be given back than is held
   */
  release(weight = 1): void {
    this.#check(weight);
    if (weight > this.#heldWeight) {
      throw new UsageError(
        `Expected to release at most the weight held, ${this.#heldWeight}, got ${shown(weight)}; try \`withPermit\`, which releases exactly what it acquired`,
      );
    }
    this.#heldWeight -= weight;
    this.#waiters.released();
    this.#admit();
  }

  /**
   * Runs `task` while holding the weight, and gives it back however the task ends.
   *
   * @throws UsageError when it is no function, or for a weight as in {@link acquire}; the signal's reason when that
   *   aborts first
   */
  async withPermit<Result>(
    task: () => Promise<Result> | Result,
    options: PermitOptions = {},
  ): Promise<Result> {
    if (typeof task !== "function") throw notAFunction("task", task);
    const weight = options.weight ?? 1;
    await this.acquire(weight, options.signal);
    try {
      return await task();
    } finally {
      this.release(weight);
    }
  }

  /** Asking changes nothing and waits for nothing. */
  stats(): SemaphoreStats {
    return { capacity: this.capacity, heldWeight: this.#heldWeight, waiterCount: this.#waiters.size };
  }

  #admit(): void {
    for (let waiter = this.#waiters.first; waiter; waiter = this.#waiters.first) {
      if (this.#heldWeight + waiter.offer > this.capacity) return;
      this.#waiters.shift();
      this.#heldWeight += waiter.offer;
      this.#waiters.held(waiter);
      waiter.wake();
    }
  }

  #check(weight: number): void {
    if (Number.isInteger(weight) && weight >= 1 && weight <= this.capacity) return;
    throw new UsageError(
      `Expected a weight to be an integer from 1 to the capacity, ${this.capacity}, got ${shown(weight)}; try a larger semaphore or a smaller weight`,
    );
  }
}
