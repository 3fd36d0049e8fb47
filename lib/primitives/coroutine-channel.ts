import { type RunError, shown, UsageError } from "../errors.js";
import { type ChannelStats, CLOSED, ClosedChannelError, EMPTY } from "./channel.js";
import { CoroutineList } from "./coroutine-list.js";
import type { CoroutineScheduler, CoroutineTask, Parking, Sleepers } from "./coroutine-scheduler.js";
import { Ring } from "./ring.js";

/**
 * A channel between the coroutines of one scheduler. A hand-off allocates nothing: tasks that wait are linked through
 * themselves, and the value travels in the task. Between tasks that await promises use `Channel`.
 *
 * - Values arrive in the order in which they were sent; those who wait are served in the order in which they came.
 * - Any value can be sent but `EMPTY` and `CLOSED` themselves.
 * - `yield channel.send(value)` and `yield channel.receive()` let other tasks run even when they need not wait;
 *   `trySend` and `tryReceive` first are faster.
 * - Only coroutines of its scheduler use it. So when all of them wait for channels nothing can wake them, and
 *   `finish` rejects with a `DeadlockError`. What a socket or timer brings, wakes by a gate or the scheduler's `wake`.
 *
 * *Source*: David Beazley's talk "Python Concurrency From the Ground Up: LIVE!", PyCon 2015, for the queues.
 *
 * @example
 * const scheduler = new CoroutineScheduler();
 * const [channel, seen] = [new CoroutineChannel<number>(scheduler), [] as unknown[]];
 * scheduler.spawn((function* () { for (const n of [1, 2]) yield channel.send(n); channel.close(); })());
 * scheduler.spawn((function* () { for (let n; (n = yield channel.receive()) !== CLOSED; ) seen.push(n); })());
 * await scheduler.finish();
 * seen; // => [1, 2]
 * import { CLOSED } from "./channel.js";
 * import { CoroutineScheduler } from "./coroutine-scheduler.js";
 */
export class CoroutineChannel<Value> implements Sleepers {
  readonly capacity: number;
  /** Kept by the scheduler. */
  watched = false;
  readonly #scheduler: CoroutineScheduler;
  readonly #buffer: Ring<Value>;
  // One list is enough: senders wait only while nobody receives, and receivers while nobody sends.
  readonly #waiting = new CoroutineList();
  #waitingToSend = false;
  #offer: Value | typeof EMPTY = EMPTY;
  #closed = false;

  /**
   * @param capacity how many values wait in the buffer at most: an integer from 0 up
   * @param name what a deadlock report calls it
   * @throws UsageError on any other capacity
   */
  constructor(
    scheduler: CoroutineScheduler,
    capacity = 0,
    readonly name?: string,
  ) {
    if (!Number.isInteger(capacity) || capacity < 0) {
      throw new UsageError(
        `Expected a channel's capacity to be an integer from 0 up, got ${shown(capacity)}; try leaving it out for one without a buffer`,
      );
    }
    this.capacity = capacity;
    this.#scheduler = scheduler;
    this.#buffer = new Ring(Math.min(capacity, 64));
  }

  /**
   * Sends a value if that needs no waiting; returns whether it did.
   *
   * @throws ClosedChannelError when the channel is closed
   */
  trySend(value: Value): boolean {
    if (this.#closed) throw sentOnClosed();
    if (!this.#waitingToSend) {
      const receiver = this.#waiting.shift();
      if (receiver !== undefined) {
        this.#scheduler.wake(receiver, value);
        return true;
      }
    }
    if (this.#buffer.size >= this.capacity) return false;
    this.#buffer.push(value);
    return true;
  }

  /** Receives a value if that needs no waiting, else tells by `EMPTY` or `CLOSED` whether one may still come. */
  tryReceive(): Value | typeof EMPTY | typeof CLOSED {
    if (this.#buffer.size > 0) {
      const value = this.#buffer.shift();
      const sender = this.#nextSender();
      if (sender !== undefined) {
        this.#buffer.push(sender.value as Value);
        this.#scheduler.wake(sender);
      }
      return value;
    }
    const sender = this.#nextSender();
    if (sender !== undefined) {
      const value = sender.value as Value;
      this.#scheduler.wake(sender);
      return value;
    }
    return this.#closed ? CLOSED : EMPTY;
  }

  /**
   * To be yielded at once: waits until the value is taken.
   *
   * @throws UsageError when what the call before returned was not yielded; into the coroutine that yields it, a
   *   ClosedChannelError when the channel is closed or closes first
   */
  send(value: Value): Parking {
    if (this.#offer !== EMPTY) {
      throw new UsageError(
        "Expected `yield channel.send(value)`, got a `send` that was not yielded, whose value was not sent; try yielding what each `send` returns",
      );
    }
    this.#offer = value;
    return this.#sending;
  }

  /** To be yielded: waits for a value. The yield gives the value, or `CLOSED` when nothing further will come. */
  receive(): Parking {
    return this.#receiving;
  }

  /** Says that nothing further will be sent: receivers that wait get `CLOSED`, senders a ClosedChannelError. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) {
      if (this.#waitingToSend) this.#scheduler.throwInto(task, sentOnClosed());
      else this.#scheduler.wake(task, CLOSED);
    }
  }

  /** Asking changes nothing; it counts those who wait one by one. */
  stats(): ChannelStats {
    const count = this.#waiting.count();
    return {
      capacity: this.capacity,
      bufferedCount: this.#buffer.size,
      waitingSenderCount: this.#waitingToSend ? count : 0,
      waitingReceiverCount: this.#waitingToSend ? 0 : count,
      closed: this.#closed,
    };
  }

  get asleepCount(): number {
    return this.#waiting.count();
  }

  describeSleepers(): string {
    const { name = "without a name" } = this;
    return `${this.#waiting.count()} to ${this.#waitingToSend ? "send to" : "receive from"} the channel "${name}"`;
  }

  wakeSleepers(error: RunError): void {
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) {
      this.#scheduler.throwInto(task, error);
    }
  }

  readonly #sending: Parking = {
    park: (task: CoroutineTask) => {
      const value = this.#offer as Value;
      this.#offer = EMPTY;
      if (this.#closed) this.#scheduler.throwInto(task, sentOnClosed());
      else if (this.trySend(value)) this.#scheduler.wake(task);
      else {
        task.value = value;
        this.#waitingToSend = true;
        this.#sleep(task);
      }
    },
  };

  readonly #receiving: Parking = {
    park: (task: CoroutineTask) => {
      const value = this.tryReceive();
      if (value !== EMPTY) this.#scheduler.wake(task, value);
      else {
        this.#waitingToSend = false;
        this.#sleep(task);
      }
    },
  };

  #sleep(task: CoroutineTask): void {
    this.#waiting.push(task);
    if (!this.watched) this.#scheduler.watch(this);
  }

  #nextSender(): CoroutineTask | undefined {
    return this.#waitingToSend ? this.#waiting.shift() : undefined;
  }
}

function sentOnClosed(): ClosedChannelError {
  return new ClosedChannelError("The channel is closed; try closing it only once every sender is done");
}
