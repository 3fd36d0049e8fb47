import { CoroutineList } from "./coroutine-list.js";
import type { CoroutineScheduler, CoroutineTask, Parking } from "./coroutine-scheduler.js";

/**
 * Holds coroutines until it is opened, then lets all of them through in the order in which they came, and every
 * later one at once.
 */
export class CoroutineGate implements Parking {
  readonly #scheduler: CoroutineScheduler;
  readonly #waiting = new CoroutineList();
  #open = false;

  constructor(scheduler: CoroutineScheduler) {
    this.#scheduler = scheduler;
  }

  park(task: CoroutineTask): void {
    if (this.#open) {
      this.#scheduler.wake(task);
      return;
    }
    this.#waiting.push(task);
  }

  /** Opening twice does nothing. */
  open(): void {
    this.#open = true;
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) {
      this.#scheduler.wake(task);
    }
  }
}
