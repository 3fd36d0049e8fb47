import type { CoroutineScheduler, CoroutineTask, Parking } from "./coroutine-scheduler.js";

/**
 * Holds coroutines until it is opened, then lets all of them through in the order in which they came, and every
 * later one at once.
 */
export class CoroutineGate implements Parking {
  readonly #scheduler: CoroutineScheduler;
  #first: CoroutineTask | undefined;
  #last: CoroutineTask | undefined;
  #open = false;

  constructor(scheduler: CoroutineScheduler) {
    this.#scheduler = scheduler;
  }

  park(task: CoroutineTask): void {
    if (this.#open) {
      this.#scheduler.wake(task);
      return;
    }
    task.next = undefined;
    if (this.#last === undefined) this.#first = task;
    else this.#last.next = task;
    this.#last = task;
  }

  /** Opening twice does nothing. */
  open(): void {
    this.#open = true;
    let task = this.#first;
    this.#first = undefined;
    this.#last = undefined;
    while (task !== undefined) {
      const { next } = task;
      this.#scheduler.wake(task);
      task = next;
    }
  }
}
