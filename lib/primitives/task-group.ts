import { setMaxListeners } from "node:events";
import { checkMs, timerMs } from "../durations.js";
import { messageOf, notAFunction, RunError, shown, UsageError } from "../errors.js";
import { onAbort } from "../on-abort.js";
import { Semaphore } from "./semaphore.js";
import { type LiveTask, TaskWatch } from "./task-watch.js";

/** A task of a group that failed, by its name, and with what. */
export interface TaskFailure {
  readonly task: string;
  readonly error: unknown;
}

/** Tasks of a group failed: all of them, in the order in which they did. `cause` is the first error. */
export class TaskGroupError extends RunError {
  override name = "TaskGroupError";

  constructor(readonly failures: readonly TaskFailure[]) {
    const named = failures.map(({ task, error }) => `${task}: ${messageOf(error)}`);
    super(`${failures.length === 1 ? "A task" : `${failures.length} tasks`} failed: ${named.join("; ")}`, {
      cause: failures[0]?.error,
    });
  }
}

/** How many tasks of a group run at once, what cancels them, and what is reported of them. */
export interface TaskGroupOptions {
  /** Tasks running at once, at most: an integer from 1 up. Default: no limit. */
  readonly limit?: number;
  /** Cancels the group: its tasks' signal aborts, and the group rejects with the reason once they have ended. */
  readonly signal?: AbortSignal;
  /**
   * Fails the group with a {@link DeadlockError} that says who waits for whom, when all its tasks have been asleep
   * for so many milliseconds, from 0 up: in a wait of a primitive or for each other, with no `after` and no
   * `withDeadline` to wake them. Only for a group whose tasks nobody outside wakes. A task of several branches, such
   * as one that runs a strategy, counts as asleep while one of them waits, however busy the others are: let the time
   * be longer than such a wait may take. Default: not looked for, at no cost.
   */
  readonly deadlockAfterMs?: number;
  /** Hears of tasks that have not ended `leakAfterMs` after the group was cancelled. Default: nobody does. */
  readonly onLeak?: (tasks: readonly LiveTask[]) => void;
  /** Milliseconds, from 0 up. Default: 1000. */
  readonly leakAfterMs?: number;
}

/** How many of a group's tasks are where, at the moment of asking; those that failed have ended too. */
export interface TaskGroupStats {
  readonly runningCount: number;
  /** Tasks that wait for the limit to let them start. */
  readonly waitingCount: number;
  readonly endedCount: number;
  readonly failedCount: number;
}

/**
 * Runs `body`, which spawns tasks into a group, and settles only when every one of them has ended: nothing
 * outlives the group. For the same work over a list of items use a strategy; where a failing task should not stop
 * its siblings, a `WaitGroup`.
 *
 * - The first failure, of a task or of the body, cancels the siblings by their signal. Their clean-up runs and is
 *   waited for; what fails in it is kept beside the first error.
 * - That a task ended with the very reason of the cancelling is no failure.
 * - A task that waits for the limit when the group is cancelled never starts.
 *
 * @returns the body's value; rejects with a {@link TaskGroupError} that names every task that failed, or with the
 *   reason of `options.signal` when that aborted and nothing failed
 * @throws UsageError for an option out of range, or a body that is no function
 *
 * @example
 * const names = await withTaskGroup(async (group) => {
 *   const first = group.spawn("first", async () => "a");
 *   const second = group.spawn("second", async () => "b");
 *   return [await first, await second];
 * });
 * names; // => ["a", "b"]
 */
export async function withTaskGroup<Result>(
  body: (group: TaskGroup) => Promise<Result> | Result,
  options: TaskGroupOptions = {},
): Promise<Result> {
  if (typeof body !== "function") throw notAFunction("body", body);
  return new TaskGroup(options).run(body);
}

/** Why the tasks of a group were cancelled: another one failed, whose error is the `cause`. */
export class SiblingFailedError extends RunError {
  override name = "SiblingFailedError";
}

/** What {@link withTaskGroup} passes to its body. */
export class TaskGroup {
  readonly #abort = new AbortController();
  readonly #permits: Semaphore | undefined;
  readonly #outer: AbortSignal | undefined;
  readonly #watch: TaskWatch | undefined;
  readonly #onLeak: TaskGroupOptions["onLeak"];
  readonly #leakAfterMs: number;
  readonly #failures: TaskFailure[] = [];
  /** Errors that are kept already: one that passes through a task that awaited another counts once. */
  readonly #kept = new WeakSet<object>();
  #runningCount = 0;
  #waitingCount = 0;
  #endedCount = 0;
  /** The body, and tasks that run or wait for the limit. */
  #pendingCount = 0;
  #closed = false;
  #onEmpty: (() => void) | undefined;

  /** @throws UsageError when the limit is no integer from 1 up, or a duration no number from 0 up */
  constructor({ limit, signal, deadlockAfterMs, onLeak, leakAfterMs = 1_000 }: TaskGroupOptions) {
    if (limit !== undefined && (!Number.isInteger(limit) || limit < 1)) {
      throw new UsageError(
        `Expected \`limit\` to be an integer from 1 up, got ${shown(limit)}; try leaving it out for no limit`,
      );
    }
    if (deadlockAfterMs !== undefined)
      checkMs("a `deadlockAfterMs`", deadlockAfterMs, "leaving it out for not looking for deadlocks");
    checkMs("a `leakAfterMs`", leakAfterMs, "leaving it out for 1,000");
    this.#permits = limit === undefined ? undefined : new Semaphore(limit, "the group's limit");
    this.#outer = signal;
    this.#onLeak = onLeak;
    this.#leakAfterMs = leakAfterMs;
    if (deadlockAfterMs !== undefined || onLeak !== undefined) {
      this.#watch = new TaskWatch(deadlockAfterMs, (error) => this.#fail("the group", error));
    }
    // Every task may listen, and stops when it ends: Node's warning of a leak would be a false alarm.
    setMaxListeners(0, this.signal);
  }

  /** Aborts when the group is cancelled; each task gets it as its argument. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /**
   * Starts a task, at once where the limit allows it, else as soon as it does, in the order of spawning.
   *
   * @param task its name in what is reported when it fails
   * @returns the task's result; its rejection need not be handled, since the group reports it
   * @throws UsageError when the group has ended, or when `work` is no function
   */
  spawn<Result>(task: string, work: (signal: AbortSignal) => Promise<Result> | Result): Promise<Result> {
    if (this.#closed) {
      throw new UsageError(
        `Expected to spawn ${shown(task)} into a group at work, got one that has ended; try spawning while its body or one of its tasks runs`,
      );
    }
    if (typeof work !== "function") throw notAFunction("work", work);
    const watch = this.#watch;
    if (watch === undefined) return this.#pend(this.#admit(task, work));
    return watch.awaitable(task, this.#pend(watch.follow(task, () => this.#admit(task, work))));
  }

  /**
   * Cancels all tasks by their signal, with this reason, without a failure: the group then settles with what its
   * body returns. The first cancelling stays.
   */
  cancel(reason: unknown): void {
    this.#abort.abort(reason);
  }

  /** The tasks that have not ended and what they wait for; empty for a group that asks for no reports. */
  liveTasks(): LiveTask[] {
    return this.#watch?.liveTasks() ?? [];
  }

  /** Runs the body and waits for all that it spawned; {@link withTaskGroup} calls it, once. */
  async run<Result>(body: (group: TaskGroup) => Promise<Result> | Result): Promise<Result> {
    const stopListening = this.#outer && onAbort(this.#outer, (reason) => this.#abort.abort(reason));
    const empty = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
    const stopLooking = this.#lookForLeaks();
    const name = "the body of the group";
    const perform = () => this.#perform(name, () => body(this));
    const result = this.#pend(this.#watch?.follow(name, perform) ?? perform());
    await empty;
    stopLooking();
    stopListening?.();
    if (this.#failures.length > 0) throw new TaskGroupError(this.#failures);
    this.#outer?.throwIfAborted();
    return result;
  }

  /** Asking changes nothing and waits for nothing. */
  stats(): TaskGroupStats {
    return {
      runningCount: this.#runningCount,
      waitingCount: this.#waitingCount,
      endedCount: this.#endedCount,
      failedCount: this.#failures.length,
    };
  }

  /** @returns stops looking */
  #lookForLeaks(): () => void {
    const onLeak = this.#onLeak;
    if (onLeak === undefined) return () => {};
    let timer: NodeJS.Timeout | undefined;
    const stopListening = onAbort(this.signal, () => {
      timer = setTimeout(() => onLeak(this.liveTasks()), timerMs(this.#leakAfterMs));
    });
    return () => {
      stopListening();
      clearTimeout(timer);
    };
  }

  #pend<Result>(result: Promise<Result>): Promise<Result> {
    this.#pendingCount += 1;
    result.then(this.#ended, this.#ended);
    return result;
  }

  readonly #ended = (): void => {
    this.#pendingCount -= 1;
    if (this.#pendingCount > 0) return;
    this.#closed = true;
    this.#onEmpty?.();
  };

  async #admit<Result>(
    task: string,
    work: (signal: AbortSignal) => Promise<Result> | Result,
  ): Promise<Result> {
    this.signal.throwIfAborted();
    const permits = this.#permits;
    if (permits === undefined) return this.#perform(task, work);
    const turn = permits.acquire(1, this.signal);
    if (turn !== undefined) {
      this.#waitingCount += 1;
      await turn.finally(() => (this.#waitingCount -= 1));
    }
    try {
      // The permit and the cancelling may have come in one turn, in this order.
      this.signal.throwIfAborted();
      return await this.#perform(task, work);
    } finally {
      permits.release();
    }
  }

  async #perform<Result>(
    task: string,
    work: (signal: AbortSignal) => Promise<Result> | Result,
  ): Promise<Result> {
    this.#runningCount += 1;
    try {
      return await work(this.signal);
    } catch (error) {
      this.#fail(task, error);
      throw error;
    } finally {
      this.#runningCount -= 1;
      this.#endedCount += 1;
    }
  }

  #fail(task: string, error: unknown): void {
    if (this.signal.aborted && isCancelling(error, this.signal.reason)) return;
    if (error instanceof Object) {
      if (this.#kept.has(error)) return;
      this.#kept.add(error);
    }
    this.#failures.push({ task, error });
    if (this.signal.aborted) return;
    this.#abort.abort(new SiblingFailedError(`${task} failed: ${messageOf(error)}`, { cause: error }));
  }
}

/** Node's own functions reject with an AbortError of theirs that has the signal's reason as its cause. */
function isCancelling(error: unknown, reason: unknown): boolean {
  return (
    error === reason || (error instanceof Error && error.name === "AbortError" && error.cause === reason)
  );
}
