import { RunError, shown, UsageError } from "../errors.js";
import { Ring } from "./ring.js";
import type { SelectCase } from "./select.js";
import { WaitQueue } from "./wait-queue.js";

/** What {@link Channel.tryReceive} answers when there is nothing to receive yet. */
export const EMPTY: unique symbol = Symbol("empty");

/** What {@link Channel.tryReceive} answers when nothing will ever come. */
export const CLOSED: unique symbol = Symbol("closed");

/** Sending on a channel that is closed, or that closed while the sender waited. */
export class ClosedChannelError extends RunError {
  override name = "ClosedChannelError";
}

/** What a channel holds and who waits for it, at the moment of asking. */
export interface ChannelStats {
  readonly capacity: number;
  readonly bufferedCount: number;
  readonly waitingSenderCount: number;
  readonly waitingReceiverCount: number;
  readonly closed: boolean;
}

/**
 * Hands values from senders to receivers, each to exactly one. Unbuffered (capacity 0), a sender waits until a
 * receiver takes its value; buffered, only while the buffer is full.
 *
 * - Values arrive in the order in which they were sent; senders and receivers are served in the order in which
 *   they came.
 * - Any value can be sent but `EMPTY` and `CLOSED` themselves, and arrives untouched: `undefined`, objects, and
 *   promises, which are not awaited.
 * - Whatever can complete does so at once; a promise is made only for one that must wait.
 * - A cancelled wait leaves the channel as it was: its value was not sent, or none was taken.
 *
 * @example
 * const channel = new Channel<number>(2);
 * channel.trySend(1); // => true
 * channel.trySend(2); // => true
 * channel.trySend(3); // => false
 * channel.tryReceive(); // => 1
 * channel.close();
 * await channel.receive(); // => { value: 2, done: false }
 * await channel.receive(); // => { value: undefined, done: true }
 */
export class Channel<Value> implements AsyncIterable<Value> {
  readonly capacity: number;
  readonly #buffer: Ring<Value>;
  readonly #senders: WaitQueue<void, Value>;
  readonly #receivers: WaitQueue<IteratorResult<Value, undefined>>;
  #closed = false;

  /**
   * @param capacity how many values wait in the buffer at most: an integer from 0 up; the buffer's memory grows
   *   as it fills
   * @param name what reports call it
   * @throws UsageError on any other capacity
   */
  constructor(
    capacity = 0,
    readonly name?: string,
  ) {
    if (!Number.isInteger(capacity) || capacity < 0) {
      throw new UsageError(
        `Expected a channel's capacity to be an integer from 0 up, got ${shown(capacity)}; try \`new Channel()\` for one without a buffer`,
      );
    }
    this.capacity = capacity;
    this.#buffer = new Ring(Math.min(capacity, 64));
    this.#senders = new WaitQueue("send to", this);
    this.#receivers = new WaitQueue("receive from", this);
  }

  /**
   * Sends a value, waiting until a receiver or the buffer takes it.
   *
   * @param signal gives up waiting; the value is then not sent
   * @returns undefined when the value is already taken, else a promise to await
   * @throws ClosedChannelError when the channel is closed; a waiting sender's promise rejects with it when the
   *   channel closes first, and with the signal's reason when that aborts first
   */
  send(value: Value, signal?: AbortSignal): Promise<void> | undefined {
    signal?.throwIfAborted();
    if (this.trySend(value)) return undefined;
    return this.#senders.park(value, signal);
  }

  /**
   * Sends a value if that needs no waiting.
   *
   * @returns whether it was sent
   * @throws ClosedChannelError when the channel is closed
   */
  trySend(value: Value): boolean {
    if (this.#closed) throw sentOnClosed("The channel is closed");
    const receiver = this.#receivers.shift();
    if (receiver !== undefined) {
      receiver.wake({ value, done: false });
      return true;
    }
    if (this.#buffer.size >= this.capacity) return false;
    this.#buffer.push(value);
    return true;
  }

  /**
   * Receives the next value, waiting until there is one: what Go writes as `value, ok := <-channel`.
   * For all values use `for await`; for speed, try {@link tryReceive} first and wait only on `EMPTY`.
   *
   * @param signal gives up waiting; no value is then taken
   * @returns `{ value, done: false }`, or `{ done: true }` once the channel is closed and drained; rejects with the
   *   signal's reason when that aborts first. The value is boxed because a promise cannot resolve to a promise.
   */
  receive(signal?: AbortSignal): Promise<IteratorResult<Value, undefined>> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const value = this.tryReceive();
    if (value === EMPTY) return this.#receivers.park(undefined, signal);
    return Promise.resolve(value === CLOSED ? { value: undefined, done: true } : { value, done: false });
  }

  /** Receives a value if that needs no waiting, else tells by `EMPTY` or `CLOSED` whether one may still come. */
  tryReceive(): Value | typeof EMPTY | typeof CLOSED {
    if (this.#buffer.size > 0) {
      const value = this.#buffer.shift();
      const sender = this.#senders.shift();
      if (sender !== undefined) {
        this.#buffer.push(sender.offer);
        sender.wake();
      }
      return value;
    }
    const sender = this.#senders.shift();
    if (sender !== undefined) {
      sender.wake();
      return sender.offer;
    }
    return this.#closed ? CLOSED : EMPTY;
  }

  /** A case of a `select` that receives: `value.done` says that the channel is closed and drained. */
  receiving(): SelectCase<IteratorResult<Value, undefined>> {
    return {
      poll: () => {
        const value = this.tryReceive();
        if (value === EMPTY) return undefined;
        return { value: value === CLOSED ? { value: undefined, done: true } : { value, done: false } };
      },
      wait: (complete, fail) => this.#receivers.enter(undefined, complete, fail),
    };
  }

  /** A case of a `select` that sends this value; when another case is chosen, it was not sent. */
  sending(value: Value): SelectCase<void> {
    return {
      poll: () => (this.trySend(value) ? { value: undefined } : undefined),
      wait: (complete, fail) => this.#senders.enter(value, complete, fail),
    };
  }

  /**
   * Says that nothing further will be sent. Values in the buffer can still be received; waiting receivers end;
   * waiting senders fail, as their values were never taken. Closing twice does nothing.
   */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (let receiver = this.#receivers.shift(); receiver; receiver = this.#receivers.shift()) {
      receiver.wake({ value: undefined, done: true });
    }
    for (let sender = this.#senders.shift(); sender; sender = this.#senders.shift()) {
      sender.fail(sentOnClosed("The channel was closed while a sender waited"));
    }
  }

  /** Asking changes nothing and waits for nothing. */
  stats(): ChannelStats {
    return {
      capacity: this.capacity,
      bufferedCount: this.#buffer.size,
      waitingSenderCount: this.#senders.size,
      waitingReceiverCount: this.#receivers.size,
      closed: this.#closed,
    };
  }

  /** All values until the channel is closed and drained. Leaving the loop early leaves the channel open. */
  [Symbol.asyncIterator](): AsyncIterator<Value, undefined> {
    return { next: () => this.receive() };
  }
}

function sentOnClosed(what: string): ClosedChannelError {
  return new ClosedChannelError(
    `${what}; try closing it only once every sender is done, for example after \`await waitGroup.wait()\``,
  );
}
