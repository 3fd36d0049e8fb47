import { Mutex } from "../../primitives/mutex.js";

/** How many tasks share the counter, how often each adds one, and whether it awaits between reading and writing. */
export interface CounterWork {
  readonly tasks: number;
  readonly updates: number;
  readonly pausing: boolean;
}

/** Has all tasks do their updates, and gives what the counter says in the end. */
export type CounterUpdates = (work: CounterWork) => Promise<number>;

/** With a lock around reading and writing, and without. */
export const counterUpdates = { unguarded, mutex: guarded } satisfies Record<string, CounterUpdates>;

async function unguarded({ tasks, updates, pausing }: CounterWork): Promise<number> {
  let counter = 0;
  const task = async () => {
    for (let update = 0; update < updates; update += 1) {
      const before = counter;
      if (pausing) await null;
      counter = before + 1;
    }
  };
  await Promise.all(Array.from({ length: tasks }, task));
  return counter;
}

async function guarded({ tasks, updates, pausing }: CounterWork): Promise<number> {
  let counter = 0;
  const lock = new Mutex();
  const task = async () => {
    for (let update = 0; update < updates; update += 1) {
      await lock.withLock(async () => {
        const before = counter;
        if (pausing) await null;
        counter = before + 1;
      });
    }
  };
  await Promise.all(Array.from({ length: tasks }, task));
  return counter;
}
