import { type RunError, shown, UsageError } from "../errors.js";
import { DeadlockError } from "./deadlock-error.js";
import { RunQueue } from "./run-queue.js";

/**
 * A task as a generator: each `yield` lets the other tasks run; `yield` of a {@link Parking} waits for it. What a
 * yield gives back is what the task was woken with.
 */
export type Coroutine = Generator<Parking | undefined, void, unknown>;

/** Something that a coroutine can wait for by yielding it. */
export interface Parking {
  /** Keeps the task and hands it to {@link CoroutineScheduler.wake} once, now or at any later time. */
  park(task: CoroutineTask): void;
}

/** A coroutine that has waited for something; whoever parks it may link it into a list of its own by `next`. */
export class CoroutineTask {
  next: CoroutineTask | undefined = undefined;
  /** What the yield that woke it gives back. */
  value: unknown = undefined;

  constructor(readonly coroutine: Coroutine) {}
}

/** Where coroutines wait for each other, and for nothing from outside. */
export interface Sleepers {
  /** Whether the scheduler counts those who wait there; {@link CoroutineScheduler.watch} and its sweeps set it. */
  watched: boolean;
  readonly asleepCount: number;
  /** Such as `2 to receive from the channel "jobs"`. */
  describeSleepers(): string;
  /** Wakes all of them by throwing the error into them. */
  wakeSleepers(error: RunError): void;
}

/** How many of a scheduler's tasks are where, at the moment of asking. */
export interface CoroutineStats {
  /** Tasks that run when their turn comes. */
  readonly readyCount: number;
  /** Tasks that wait for something they yielded. */
  readonly parkedCount: number;
  /** Whether `finish` waits for something from outside, since no task is ready. */
  readonly waiting: boolean;
}

/** Places kept though nobody waits there, at most, beyond one for each coroutine asleep: a sweep counts all of those. */
const IDLE_PLACES = 64;

/** Resumptions after which timers, sockets and promises of the process get their turn. */
const RESUMPTIONS_PER_TURN = 16_384;

/**
 * Runs many small tasks in turn without a promise for any of them: a run queue of generators, so that a live task
 * costs its generator and one slot, and one small object more once it has waited for something. For work that
 * awaits promises use a `TaskGroup` or `WaitGroup`.
 *
 * - First come, first served: a task that yields goes behind all that are ready.
 * - Tasks may spawn tasks. None runs before {@link finish} is called, and none between two turns of it.
 * - However busy the tasks are, the process's timers and sockets get their turn, unlike between `await null`s.
 * - A task that throws ends; the others go on, and `finish` rejects with the first error once all have ended.
 *
 * *Source*: David Beazley's talk "Python Concurrency From the Ground Up: LIVE!", PyCon 2015.
 *
 * @example
 * const scheduler = new CoroutineScheduler();
 * const order: string[] = [];
 * for (const name of ["a", "b"]) {
 *   scheduler.spawn((function* () { order.push(`${name}1`); yield; order.push(`${name}2`); })());
 * }
 * await scheduler.finish();
 * order; // => ["a1", "b1", "a2", "b2"]
 */
export class CoroutineScheduler {
  /** A coroutine stands here by itself until it first parks: most tasks then need no object besides it. */
  readonly #ready = new RunQueue<Coroutine | CoroutineTask>();
  #liveCount = 0;
  #finishing = false;
  #onWake: (() => void) | undefined;
  #failed = false;
  #error: unknown;
  /**
   * Those where anybody waits, and some where nobody does any more. Not weak: a channel that only its own sleepers
   * know would be collected together with them, and they be waited for as if something outside could wake them.
   */
  #places: Sleepers[] = [];
  #sweepAt = IDLE_PLACES;

  /**
   * Adds a task behind those that are ready; callable from anywhere. Once all tasks wait for channels it comes too
   * late: that is a deadlock.
   *
   * @throws UsageError when it is no generator, such as the function that makes one
   */
  spawn(coroutine: Coroutine): void {
    if (typeof coroutine?.next !== "function") throw notAGenerator(coroutine);
    this.#liveCount += 1;
    this.#ready.push(coroutine);
    this.#onWake?.();
  }

  /**
   * Makes a parked task ready; callable from anywhere, a socket's callback included.
   *
   * @param value what the task's yield gives back
   */
  wake(task: CoroutineTask, value?: unknown): void {
    task.value = value;
    this.#ready.push(task);
    this.#onWake?.();
  }

  /** Makes a parked task ready, as {@link wake} does; its yield throws the error. */
  throwInto(task: CoroutineTask, error: unknown): void {
    this.wake(task, new Thrown(error));
  }

  /** Counts those who wait there as asleep; a channel asks for it when one begins to wait while it is not watched. */
  watch(place: Sleepers): void {
    if (this.#places.length >= this.#sweepAt) this.#sweep();
    place.watched = true;
    this.#places.push(place);
  }

  /**
   * Runs the tasks until every one has ended, those that they spawn included; waits while all are parked and
   * something outside may wake one.
   *
   * @returns rejects with the first error of the tasks; that is a DeadlockError when all of them waited for channels
   * @throws UsageError when it is already running
   */
  async finish(): Promise<void> {
    if (this.#finishing) {
      throw new UsageError("Expected one `finish` at a time, got a second; try awaiting the first one");
    }
    this.#finishing = true;
    try {
      while (this.#liveCount > 0) {
        this.#resume(RESUMPTIONS_PER_TURN);
        if (this.#ready.size > 0) await nextTurn();
        else if (this.#liveCount > 0 && !this.#endDeadlock()) await this.#woken();
      }
    } finally {
      this.#finishing = false;
      this.#sweep();
    }
    if (this.#failed) throw this.#takeError();
  }

  /** Asking changes nothing and waits for nothing. */
  stats(): CoroutineStats {
    return {
      readyCount: this.#ready.size,
      parkedCount: this.#liveCount - this.#ready.size,
      waiting: this.#onWake !== undefined,
    };
  }

  #resume(limit: number): void {
    for (let count = 0; count < limit; count += 1) {
      const task = this.#ready.shift();
      if (task === undefined) return;
      this.#step(task);
    }
  }

  #step(task: Coroutine | CoroutineTask): void {
    try {
      this.#follow(task, task instanceof CoroutineTask ? resumed(task) : task.next());
    } catch (error) {
      this.#fail(error);
    }
  }

  #follow(task: Coroutine | CoroutineTask, step: IteratorResult<Parking | undefined, void>): void {
    if (step.done) this.#liveCount -= 1;
    else if (step.value === undefined) this.#ready.push(task);
    else step.value.park(task instanceof CoroutineTask ? task : new CoroutineTask(task));
  }

  #fail(error: unknown): void {
    this.#liveCount -= 1;
    if (this.#failed) return;
    this.#failed = true;
    this.#error = error;
  }

  /** @returns whether all tasks were asleep, and are now awake with the error */
  #endDeadlock(): boolean {
    const asleepCount = this.#sweep();
    if (asleepCount < this.#liveCount) return false;
    const places = this.#places;
    const waits = places.map((place) => place.describeSleepers()).join(", ");
    const error = new DeadlockError(
      `All ${asleepCount} coroutines are asleep: ${waits}; try closing each channel when its senders are done`,
    );
    for (const place of places) place.wakeSleepers(error);
    return true;
  }

  /**
   * Lets go of the places where nobody waits: a scheduler that outlives its channels must not keep them.
   *
   * @returns how many wait in the others
   */
  #sweep(): number {
    let asleepCount = 0;
    this.#places = this.#places.filter((place) => {
      const count = place.asleepCount;
      asleepCount += count;
      place.watched = count > 0;
      return place.watched;
    });
    this.#sweepAt = this.#places.length + asleepCount + IDLE_PLACES;
    return asleepCount;
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#onWake = () => {
        this.#onWake = undefined;
        resolve();
      };
    });
  }

  #takeError(): unknown {
    const error = this.#error;
    this.#failed = false;
    this.#error = undefined;
    return error;
  }
}

/** What a task is woken with when its yield is to throw: among the values, it costs other tasks no memory. */
class Thrown {
  constructor(readonly error: unknown) {}
}

function resumed(task: CoroutineTask): IteratorResult<Parking | undefined, void> {
  const { value } = task;
  if (value === undefined) return task.coroutine.next();
  // Kept in the task, the value could not be collected while the task waits for the next one.
  task.value = undefined;
  return value instanceof Thrown ? task.coroutine.throw(value.error) : task.coroutine.next(value);
}

function notAGenerator(value: unknown): UsageError {
  const came = typeof value === "function" ? "a function" : shown(value);
  return new UsageError(
    `Expected a coroutine to be a generator, got ${came}; try calling the generator function: \`spawn(task())\``,
  );
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
