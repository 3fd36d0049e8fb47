import { type Clock, monotonicClock } from "../clock.js";
import { notAFunction, shown, UsageError } from "../errors.js";
import { Mutex } from "../primitives/mutex.js";
import { waitObservation } from "../primitives/wait-observer.js";
import { sleepFor } from "../sleep-for.js";
import type { Work } from "./strategy.js";

/** How often work may start. */
export interface RateLimit {
  /** Starts per second at most, in the long run: above 0. */
  readonly ratePerSecond: number;
  /** Starts at once after a quiet time: an integer from 1 up. Default: 1. */
  readonly burst?: number;
  /** Default: this process's monotonic clock. */
  readonly clock?: Clock;
  /** Waits, and rejects with the signal's reason when it aborts. Default: the time of the clock. */
  readonly sleep?: (delayMs: number, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Work that starts at most so often, for any strategy; a limit bounds what is in flight, a rate what is begun.
 *
 * - Tasks start in the order in which they ask. When one starts late, those behind it keep their distance: never more
 *   than the burst start at once. With a burst of 1, what timers are late by adds up; each start more makes good one
 *   interval of it.
 * - One that is cancelled while it waits takes no start: the next one has it.
 *
 * @throws UsageError when the rate or the burst is out of range, or the work no function
 *
 * *Source*: the generic cell rate algorithm, ITU-T I.371, Annex A.
 *
 * @example
 * const quick = rateLimited(async (n: number) => n * n, { ratePerSecond: 1_000, burst: 3 });
 * await quick(3, 0, new AbortController().signal); // => 9
 */
export function rateLimited<Item, Result>(
  work: Work<Item, Result>,
  { ratePerSecond, burst = 1, clock = monotonicClock, sleep = sleepFor }: RateLimit,
): Work<Item, Result> {
  if (typeof work !== "function") throw notAFunction("work", work);
  if (!(ratePerSecond > 0 && Number.isFinite(ratePerSecond))) {
    throw new UsageError(
      `Expected \`ratePerSecond\` to be a finite number above 0, got ${shown(ratePerSecond)}; try the work itself for no limit`,
    );
  }
  if (!Number.isInteger(burst) || burst < 1) {
    throw new UsageError(
      `Expected \`burst\` to be an integer from 1 up, got ${shown(burst)}; try 1 for starts at an even rate`,
    );
  }
  const intervalMs = 1_000 / ratePerSecond;
  const toleranceMs = (burst - 1) * intervalMs;
  /** When the next start would be due if all had kept to the even rate. */
  let dueMs = Number.NEGATIVE_INFINITY;
  const turn = new Mutex("rate limit");
  const takeStart = async (signal: AbortSignal) => {
    const delayMs = dueMs - toleranceMs - clock.now();
    if (delayMs > 0) await sleep(delayMs, signal);
    // From when it starts, not from when it was due: else all that are late would start at once.
    dueMs = Math.max(dueMs, clock.now()) + intervalMs;
  };
  return async (item, index, signal) => {
    // Time wakes them all, one after the other: a group whose tasks all wait here is not deadlocked.
    const stopAlarm = waitObservation.observer?.alarmed();
    try {
      await turn.withLock(() => takeStart(signal), signal);
    } finally {
      stopAlarm?.();
    }
    return work(item, index, signal);
  };
}
