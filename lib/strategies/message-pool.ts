import { messageOf, RunError, shown } from "../errors.js";
import { WaitQueue } from "../primitives/wait-queue.js";
import type { TaskAnswer } from "./perform-task.js";
import { type Pool, type PoolStats, type PoolTaskOptions, unsendable } from "./pool.js";

/** A thread or a process that takes one task by message and answers with another. */
export interface MessageWorker<Options> {
  /** Throws when the input cannot be copied. */
  post(input: unknown, options: Options): void;
  /** Ends it, whatever it does, and resolves when it is gone. */
  end(): Promise<unknown>;
}

/** What a worker tells its pool. */
export interface WorkerEvents {
  answered(answer: TaskAnswer): void;
  /** Once, after which it tells nothing more. */
  died(cause: unknown): void;
}

interface Place<Options> {
  worker: MessageWorker<Options>;
  task: { readonly settle: (answer: TaskAnswer) => void; readonly called: () => string } | undefined;
}

/** What pools of threads and pools of processes have in common: who gets which worker, and what becomes of its task. */
export class MessagePool<Input, Output, Options extends PoolTaskOptions> implements Pool<Input, Output> {
  readonly #kind: "thread" | "process";
  readonly #limit: number;
  readonly #startWorker: (events: WorkerEvents) => MessageWorker<Options>;
  readonly #places = new Set<Place<Options>>();
  readonly #idle: Place<Options>[] = [];
  // A freed worker goes straight to the one that waits: left for it among the idle ones, a newcomer could take it.
  readonly #waiters = new WaitQueue<Place<Options>>("be given a worker by", this);
  #closed = false;

  protected constructor(
    kind: "thread" | "process",
    limit: number,
    startWorker: (events: WorkerEvents) => MessageWorker<Options>,
  ) {
    this.#kind = kind;
    this.#limit = limit;
    this.#startWorker = startWorker;
  }

  async run(input: Input, options: Options = {} as Options): Promise<Output> {
    if (this.#closed) throw closedPool(this.#kind);
    options.signal?.throwIfAborted();
    const place =
      this.#idle.pop() ?? this.#startIfRoom() ?? (await this.#waiters.park(undefined, options.signal));
    const answered = new Promise<TaskAnswer>((settle) => {
      place.task = { settle, called: () => taskName(input, options) };
    });
    try {
      place.worker.post(input, options);
    } catch (error) {
      this.#release(place);
      throw unsendable(input, error);
    }
    const answer = await answered;
    if (answer.failed) throw answer.error;
    return answer.output as Output;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (let waiter = this.#waiters.shift(); waiter; waiter = this.#waiters.shift())
      waiter.fail(closedPool(this.#kind));
    await Promise.all([...this.#places].map((place) => place.worker.end()));
  }

  stats(): PoolStats {
    return {
      workerCount: this.#places.size,
      busyCount: this.#places.size - this.#idle.length,
      waiterCount: this.#waiters.size,
    };
  }

  #startIfRoom(): Place<Options> | undefined {
    return this.#places.size < this.#limit ? this.#start() : undefined;
  }

  #start(): Place<Options> {
    const worker = this.#startWorker({
      answered: (answer) => this.#release(place, answer),
      died: (cause) => this.#bury(place, cause),
    });
    const place: Place<Options> = { worker, task: undefined };
    this.#places.add(place);
    return place;
  }

  /** Hands the worker to the one that has waited longest, or keeps it for the next. */
  #release(place: Place<Options>, answer?: TaskAnswer): void {
    const { task } = place;
    place.task = undefined;
    const waiter = this.#waiters.shift();
    if (waiter) waiter.wake(place);
    else this.#idle.push(place);
    if (answer) task?.settle(answer);
  }

  #bury(place: Place<Options>, cause: unknown): void {
    this.#places.delete(place);
    const index = this.#idle.indexOf(place);
    if (index >= 0) this.#idle.splice(index, 1);
    if (!this.#closed) this.#waiters.shift()?.wake(this.#start());
    const { task } = place;
    if (!task) return;
    const error = this.#closed ? closedPool(this.#kind) : workerDied(this.#kind, task.called(), cause);
    task.settle({ failed: true, error });
  }
}

/** What a task fails with whose worker died; the task is called by its name, else by its input. */
export function workerDied(kind: string, called: string, cause: unknown): RunError {
  return new RunError(`The ${kind} died while it ran the task ${called}: ${messageOf(cause)}`, { cause });
}

export function closedPool(kind: string): RunError {
  return new RunError(`The ${kind} pool is closed; try closing it only after the last task has ended`);
}

export function taskName(input: unknown, { name }: { readonly name?: string }): string {
  return name ?? shown(input);
}
