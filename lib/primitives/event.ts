import type { SelectCase } from "./select.js";
import { WaitQueue } from "./wait-queue.js";

/** Whether it has happened and who waits for it, at the moment of asking. */
export interface EventStats {
  readonly happened: boolean;
  readonly waiterCount: number;
}

/**
 * Lets any number of tasks wait until something has happened, as `asyncio.Event` does. To hand a value to one of
 * them use a `Channel`; to wait for tasks to end, a `WaitGroup`.
 *
 * - `set` wakes all that wait, in the order in which they came, and lets every later one through at once.
 * - A task that was woken goes on even if the event is cleared before it runs.
 * - A cancelled wait leaves the event as it was.
 *
 * @example
 * const ready = new Event("ready");
 * const waiting = ready.wait();
 * ready.set();
 * await waiting; // => undefined
 * ready.stats(); // => { happened: true, waiterCount: 0 }
 */
export class Event {
  readonly #waiters: WaitQueue;
  #happened = false;

  /** @param name what reports call it */
  constructor(readonly name?: string) {
    this.#waiters = new WaitQueue("happen", this);
  }

  get happened(): boolean {
    return this.#happened;
  }

  /** Setting twice does nothing. */
  set(): void {
    this.#happened = true;
    for (let waiter = this.#waiters.shift(); waiter; waiter = this.#waiters.shift()) waiter.wake();
  }

  /** Makes later ones wait again, until the next `set`. */
  clear(): void {
    this.#happened = false;
  }

  /**
   * Waits until the event has happened.
   *
   * @param signal gives up waiting
   * @returns undefined when it has already, else a promise to await
   * @throws the signal's reason when it has aborted
   */
  wait(signal?: AbortSignal): Promise<void> | undefined {
    signal?.throwIfAborted();
    return this.#happened ? undefined : this.#waiters.park(undefined, signal);
  }

  /** A case of a `select` that completes once the event has happened. */
  happening(): SelectCase<void> {
    return {
      poll: () => (this.#happened ? { value: undefined } : undefined),
      wait: (complete, fail) => this.#waiters.enter(undefined, complete, fail),
    };
  }

  /** Asking changes nothing and waits for nothing. */
  stats(): EventStats {
    return { happened: this.#happened, waiterCount: this.#waiters.size };
  }
}
