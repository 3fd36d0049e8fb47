import { AsyncLocalStorage } from "node:async_hooks";
import { timerMs } from "../durations.js";
import { DeadlockError } from "./deadlock-error.js";
import { type AnyWaiter, type AnyWaitQueue, type WaitObserver, waitObservation } from "./wait-observer.js";

/** A task that has not ended, and what it waits for, as far as the primitives know. */
export interface LiveTask {
  readonly task: string;
  /**
   * Such as `to lock Mutex "left", held by "b"`: a wait of each branch that is in one, others may be at work; empty
   * while all run or wait for something unknown.
   */
  readonly waitsFor: readonly string[];
}

const current = new AsyncLocalStorage<WatchedTask>();

/**
 * Knows of every live task of a group what it waits for, and notices when all of them are asleep. It costs an
 * asynchronous context for each task, so a group has one only when it asks for reports.
 */
export class TaskWatch {
  readonly #live = new Set<WatchedTask>();
  readonly #onDeadlock: ((error: DeadlockError) => void) | undefined;
  readonly #deadlockAfterMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param deadlockAfterMs how long all tasks must be asleep before they count as deadlocked; undefined: never */
  constructor(deadlockAfterMs?: number, onDeadlock?: (error: DeadlockError) => void) {
    this.#deadlockAfterMs = deadlockAfterMs;
    this.#onDeadlock = onDeadlock;
  }

  /** Runs the work of a task and follows it until it has ended. */
  async follow<Result>(name: string, work: () => Promise<Result> | Result): Promise<Result> {
    const task = new WatchedTask(name, this);
    if (followedCount++ === 0) waitObservation.observer = observer;
    this.#live.add(task);
    try {
      return await current.run(task, work);
    } finally {
      this.#live.delete(task);
      if (--followedCount === 0) waitObservation.observer = undefined;
      this.changed();
    }
  }

  /** The task's result, such that who awaits it is known to wait for that task. */
  awaitable<Result>(name: string, result: Promise<Result>): Promise<Result> {
    return AwaitedTask.of(name, result);
  }

  liveTasks(): LiveTask[] {
    return [...this.#live].map(({ name, waitsFor }) => ({
      task: name,
      waitsFor: [...waitsFor.values()].map((describe) => describe()),
    }));
  }

  /** Looks again whether all are asleep; called on every change of who waits. */
  changed(): void {
    clearTimeout(this.#timer);
    if (this.#deadlockAfterMs === undefined || this.#live.size === 0) return;
    for (const task of this.#live) if (!task.asleep) return;
    const sleptMs = timerMs(this.#deadlockAfterMs);
    this.#timer = setTimeout(() => this.#wakeWithError(sleptMs), sleptMs);
  }

  #wakeWithError(sleptMs: number): void {
    const error = deadlockOf(this.liveTasks(), sleptMs);
    const waiters = [...this.#live].flatMap(({ waitsFor }) => [...waitsFor.keys()]);
    this.#onDeadlock?.(error);
    for (const waiter of waiters) {
      if (!isWaiter(waiter)) continue;
      waiter.queue?.leave(waiter);
      waiter.fail(error);
    }
  }
}

class WatchedTask {
  /** What it waits for, by whatever stands for the wait. */
  readonly waitsFor = new Map<object, () => string>();
  /** Timers that will wake it. */
  alarmCount = 0;

  constructor(
    readonly name: string,
    readonly watch: TaskWatch,
  ) {}

  /** Of its other branches nothing is known: what no primitive waits for runs, sleeps or hangs unseen. */
  get asleep(): boolean {
    return this.waitsFor.size > 0 && this.alarmCount === 0;
  }

  begin(wait: object, describe: () => string): void {
    this.waitsFor.set(wait, describe);
    this.watch.changed();
  }

  end(wait: object): void {
    if (this.waitsFor.delete(wait)) this.watch.changed();
  }
}

/** Tasks of all groups that are followed: the observer stands as long as there is one. */
let followedCount = 0;
const sleepers = new WeakMap<AnyWaiter, WatchedTask>();
const holders = new WeakMap<AnyWaitQueue, string[]>();

const observer: WaitObserver = {
  began(waiter) {
    const task = current.getStore();
    const { queue } = waiter;
    if (task === undefined || queue === undefined) return;
    sleepers.set(waiter, task);
    task.begin(waiter, () => `to ${queue.purpose} ${primitiveName(queue.owner)}${heldBy(queue)}`);
  },
  ended(waiter) {
    sleepers.get(waiter)?.end(waiter);
  },
  held(queue, by) {
    const task = by === undefined ? current.getStore() : sleepers.get(by);
    if (task === undefined) return;
    const names = holders.get(queue);
    if (names === undefined) holders.set(queue, [task.name]);
    else names.push(task.name);
  },
  released(queue) {
    const names = holders.get(queue);
    const own = names?.indexOf(current.getStore()?.name ?? "") ?? -1;
    names?.splice(Math.max(own, 0), 1);
  },
  alarmed() {
    const task = current.getStore();
    if (task === undefined) return () => {};
    task.alarmCount += 1;
    task.watch.changed();
    return () => {
      task.alarmCount -= 1;
      task.watch.changed();
    };
  },
};

/**
 * Tells the watch who awaits it. Only a subclass can: `await` takes a plain promise as it is, without calling its
 * `then`.
 */
class AwaitedTask<Result> extends Promise<Result> {
  static override get [Symbol.species]() {
    return Promise;
  }

  static of<Result>(task: string, result: Promise<Result>): AwaitedTask<Result> {
    const awaited = new AwaitedTask<Result>((resolve, reject) => result.then(resolve, reject));
    awaited.#task = task;
    // As for a task of any group: that it fails is reported by the group, whether or not somebody awaits it.
    Promise.prototype.then.call(awaited, undefined, () => {});
    return awaited;
  }

  #task = "";

  // biome-ignore lint/suspicious/noThenProperty: see above.
  override then<Kept = Result, Mended = never>(
    onFulfilled?: ((value: Result) => Kept | PromiseLike<Kept>) | null,
    onRejected?: ((reason: unknown) => Mended | PromiseLike<Mended>) | null,
  ): Promise<Kept | Mended> {
    const task = current.getStore();
    const wait = {};
    task?.begin(wait, () => `for task "${this.#task}" to end`);
    const settled = super.then(onFulfilled, onRejected);
    const end = () => task?.end(wait);
    super.then(end, end);
    return settled;
  }
}

function deadlockOf(tasks: readonly LiveTask[], sleptMs: number): DeadlockError {
  const named = tasks.map(({ task, waitsFor }) => `"${task}" waits ${waitsFor.join(" and ")}`);
  return new DeadlockError(
    `All tasks of the group have waited for ${sleptMs} ms: ${named.join("; ")}; try closing channels when their senders are done, taking locks in one order everywhere, or a longer \`deadlockAfterMs\` where a task goes on in another branch meanwhile`,
  );
}

function heldBy(queue: AnyWaitQueue): string {
  const names = holders.get(queue) ?? [];
  return names.length === 0 ? "" : `, held by ${names.map((name) => `"${name}"`).join(", ")}`;
}

/** Two primitives without a name must not look like one: they are numbered as reports come to speak of them. */
const ownNumbers = new WeakMap<object, number>();
let numbered = 0;

function primitiveName(owner: object | undefined): string {
  if (owner === undefined) return "a wait queue";
  const { name } = owner as { readonly name?: string };
  if (name !== undefined) return `${owner.constructor.name} "${name}"`;
  const number = ownNumbers.get(owner) ?? ++numbered;
  ownNumbers.set(owner, number);
  return `${owner.constructor.name} #${number}`;
}

function isWaiter(wait: object): wait is AnyWaiter {
  return "queue" in wait;
}
