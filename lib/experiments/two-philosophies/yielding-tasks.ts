import { CoroutineGate } from "../../primitives/coroutine-gate.js";
import { type Coroutine, CoroutineScheduler } from "../../primitives/coroutine-scheduler.js";

/** How tasks of one kind are run. */
export interface YieldingTasks {
  readonly count: number;
  /** Every task waits, after its yield, until all have come this far: then all of them are alive at once. */
  readonly held: boolean;
  /** Called once every task is started. */
  readonly onStarted: () => void;
  /** Called by each task as its last step. */
  readonly onEnd: () => void;
}

/** Starts that many tasks which yield once each, and waits for all of them. */
export type TaskKind = (tasks: YieldingTasks) => Promise<void>;

/**
 * The ways in which a task can yield in TypeScript. They are not equal: after an `await null` or in a chain of
 * `then`s only other promises get their turn, and no timer runs until all of them have ended.
 */
export const taskKinds = {
  "async-null": asyncNull,
  "then-chain": thenChain,
  "set-immediate": immediate,
  coroutines,
} satisfies Record<string, TaskKind>;

async function asyncNull(tasks: YieldingTasks): Promise<void> {
  const barrier = barrierFor(tasks);
  await startAll(tasks, async () => {
    await null;
    if (barrier) await barrier.arrive();
    tasks.onEnd();
  });
}

async function thenChain(tasks: YieldingTasks): Promise<void> {
  const barrier = barrierFor(tasks);
  const yielded = Promise.resolve();
  const arrive = () => barrier?.arrive();
  await startAll(tasks, () => (barrier ? yielded.then(arrive).then(tasks.onEnd) : yielded.then(tasks.onEnd)));
}

async function immediate(tasks: YieldingTasks): Promise<void> {
  const barrier = barrierFor(tasks);
  await startAll(tasks, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    if (barrier) await barrier.arrive();
    tasks.onEnd();
  });
}

async function startAll({ count, onStarted }: YieldingTasks, task: () => Promise<void>): Promise<void> {
  const tasks = new Array<Promise<void>>(count);
  for (let index = 0; index < count; index += 1) tasks[index] = task();
  onStarted();
  await Promise.all(tasks);
}

async function coroutines({ count, held, onStarted, onEnd }: YieldingTasks): Promise<void> {
  const scheduler = new CoroutineScheduler();
  const gate = new CoroutineGate(scheduler);
  let arrivedCount = 0;
  function* task(): Coroutine {
    yield;
    if (held) {
      arrivedCount += 1;
      if (arrivedCount === count) gate.open();
      yield gate;
    }
    onEnd();
  }
  for (let index = 0; index < count; index += 1) scheduler.spawn(task());
  onStarted();
  await scheduler.finish();
}

const barrierFor = ({ count, held }: YieldingTasks) => (held ? new Barrier(count) : undefined);

/** One promise for all that wait: a promise is a barrier already, only the counting is missing. */
class Barrier {
  #missingCount: number;
  #open = () => {};
  readonly #opened = new Promise<void>((resolve) => {
    this.#open = resolve;
  });

  constructor(count: number) {
    this.#missingCount = count;
  }

  arrive(): Promise<void> {
    this.#missingCount -= 1;
    if (this.#missingCount === 0) this.#open();
    return this.#opened;
  }
}
