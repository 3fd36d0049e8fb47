import { onAbort } from "../on-abort.js";
import { waitObservation } from "./wait-observer.js";

/**
 * One that waits in a {@link WaitQueue}: what it brings (`offer`), and how to tell it what it gets (`wake`) or
 * that it waits in vain (`fail`). The queue calls neither by itself; whoever takes a waiter out calls one, once.
 */
export class Waiter<Grant, Offer> {
  /** The queue in which it waits, as long as it does. */
  queue: WaitQueue<Grant, Offer> | undefined;
  previous: Waiter<Grant, Offer> | undefined;
  next: Waiter<Grant, Offer> | undefined;

  constructor(
    readonly offer: Offer,
    readonly wake: (grant: Grant) => void,
    readonly fail: (reason: unknown) => void,
  ) {}
}

/**
 * The one wait queue under all primitives, so that fairness and cancellation are written once: first in, first
 * out, and a waiter leaves from any place in constant time.
 *
 * The list is intrusive: a waiter that gives up unlinks itself, where a ring would keep a tombstone for each until
 * the waiters before it are served, which may be never.
 *
 * @typeParam Grant what a waiter gets when it is woken
 * @typeParam Offer what a waiter brings: the value to send, the weight to acquire
 */
export class WaitQueue<Grant = void, Offer = void> {
  #first: Waiter<Grant, Offer> | undefined;
  #last: Waiter<Grant, Offer> | undefined;
  #size = 0;
  #offer: Offer | undefined;
  readonly #onLeave: (() => void) | undefined;

  /**
   * @param purpose what one waits to do, as a report says it: "receive from"
   * @param owner the primitive with which one waits to do it
   * @param onLeave called after a waiter gave up, for a primitive in which others may then go ahead
   */
  constructor(
    readonly purpose = "be woken by",
    readonly owner?: object,
    onLeave?: () => void,
  ) {
    this.#onLeave = onLeave;
  }

  get size(): number {
    return this.#size;
  }

  /** The one that has waited longest, still waiting. */
  get first(): Waiter<Grant, Offer> | undefined {
    return this.#first;
  }

  /**
   * Waits at the end of the queue.
   *
   * @param signal gives up: the waiter leaves the queue as if it had never come
   * @returns resolves with what the waiter is woken with; rejects with the signal's reason
   */
  park(offer: Offer, signal?: AbortSignal): Promise<Grant> {
    if (signal !== undefined) return this.#parkUnder(signal, offer);
    this.#offer = offer;
    return new Promise(this.#enqueueParked);
  }

  /**
   * Waits at the end of the queue by callbacks instead of a promise.
   *
   * @returns gives up, as if it had never come; does nothing once it was woken or failed
   */
  enter(offer: Offer, wake: (grant: Grant) => void, fail: (reason: unknown) => void): () => void {
    const waiter = new Waiter<Grant, Offer>(offer, wake, fail);
    this.enqueue(waiter);
    return () => this.leave(waiter);
  }

  /** Adds a waiter at the end. */
  enqueue(waiter: Waiter<Grant, Offer>): void {
    waiter.queue = this;
    waiter.previous = this.#last;
    if (this.#last === undefined) this.#first = waiter;
    else this.#last.next = waiter;
    this.#last = waiter;
    this.#size += 1;
    if (waitObservation.observer !== undefined) waitObservation.observer.began(waiter);
  }

  /** Takes out the one that has waited longest, for the caller to wake or fail. */
  shift(): Waiter<Grant, Offer> | undefined {
    const waiter = this.#first;
    if (waiter !== undefined) this.#unlink(waiter);
    return waiter;
  }

  /** Lets a waiter give up; nothing happens when it no longer waits here. */
  leave(waiter: Waiter<Grant, Offer>): void {
    if (waiter.queue !== this) return;
    this.#unlink(waiter);
    this.#onLeave?.();
  }

  /** Says, for reports, that what others wait for here is now held: by the one that asks, or by the waiter given. */
  held(by?: Waiter<Grant, Offer>): void {
    if (waitObservation.observer !== undefined) waitObservation.observer.held(this, by);
  }

  /** Says, for reports, that one holder gave it back. */
  released(): void {
    if (waitObservation.observer !== undefined) waitObservation.observer.released(this);
  }

  // One executor for all promises of the queue: a closure for each wait would cost as much as the wait itself.
  readonly #enqueueParked = (wake: (grant: Grant) => void, fail: (reason: unknown) => void): void => {
    this.enqueue(new Waiter(this.#offer as Offer, wake, fail));
    this.#offer = undefined;
  };

  #parkUnder(signal: AbortSignal, offer: Offer): Promise<Grant> {
    return new Promise((wake, fail) => {
      if (signal.aborted) {
        fail(signal.reason);
        return;
      }
      const waiter = new Waiter<Grant, Offer>(
        offer,
        (grant) => {
          stopListening();
          wake(grant);
        },
        (reason) => {
          stopListening();
          fail(reason);
        },
      );
      const stopListening = onAbort(signal, (reason) => {
        fail(reason);
        this.leave(waiter);
      });
      this.enqueue(waiter);
    });
  }

  #unlink(waiter: Waiter<Grant, Offer>): void {
    if (waitObservation.observer !== undefined) waitObservation.observer.ended(waiter);
    if (waiter.previous === undefined) this.#first = waiter.next;
    else waiter.previous.next = waiter.next;
    if (waiter.next === undefined) this.#last = waiter.previous;
    else waiter.next.previous = waiter.previous;
    waiter.queue = undefined;
    waiter.previous = undefined;
    waiter.next = undefined;
    this.#size -= 1;
  }
}
