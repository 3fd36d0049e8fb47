/** A monotonic clock in milliseconds; injected wherever time matters, so that tests need no real time. */
export interface Clock {
  /** Milliseconds since an arbitrary origin; never goes back. */
  now(): number;
}

/** The clock of this process: `performance.now()`. */
export const monotonicClock: Clock = { now: () => performance.now() };
