import type { CoroutineTask } from "./coroutine-scheduler.js";

/** Tasks in the order in which they came, linked through themselves: nothing is allocated for one that waits. */
export class CoroutineList {
  #first: CoroutineTask | undefined;
  #last: CoroutineTask | undefined;

  push(task: CoroutineTask): void {
    task.next = undefined;
    if (this.#last === undefined) this.#first = task;
    else this.#last.next = task;
    this.#last = task;
  }

  shift(): CoroutineTask | undefined {
    const task = this.#first;
    if (task === undefined) return undefined;
    this.#first = task.next;
    if (this.#first === undefined) this.#last = undefined;
    return task;
  }

  /** Walks the list: for reports only. */
  count(): number {
    let count = 0;
    for (let task = this.#first; task !== undefined; task = task.next) count += 1;
    return count;
  }
}
