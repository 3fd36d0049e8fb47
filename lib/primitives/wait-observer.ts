import type { Waiter, WaitQueue } from "./wait-queue.js";

// biome-ignore lint/suspicious/noExplicitAny: an observer looks at waiters of every kind, and at none of their values.
export type AnyWaiter = Waiter<any, any>;
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type AnyWaitQueue = WaitQueue<any, any>;

/** Hears who waits for what, and who holds what others wait for. */
export interface WaitObserver {
  began(waiter: AnyWaiter): void;
  ended(waiter: AnyWaiter): void;
  /** @param by the waiter to whom it was handed, or undefined when the caller took it without waiting */
  held(queue: AnyWaitQueue, by: AnyWaiter | undefined): void;
  released(queue: AnyWaitQueue): void;
  /** The caller will be woken by the time. @returns says that it no longer will */
  alarmed(): () => void;
}

/** The observer of all wait queues. While there is none, which is the rule, a wait costs one comparison more. */
export const waitObservation: { observer: WaitObserver | undefined } = { observer: undefined };
