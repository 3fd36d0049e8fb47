import { shown, UsageError } from "./errors.js";

/** The longest time that a timer of Node waits, some 25 days: it would take any more for 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Refuses what a caller without a compiler may give for a duration.
 *
 * @param what the caller's word for it, with its article
 * @param hint what to try instead
 * @throws UsageError for anything but a number from 0 up; Infinity is one
 */
export function checkMs(what: string, durationMs: number, hint: string): void {
  if (typeof durationMs === "number" && durationMs >= 0) return;
  throw new UsageError(`Expected ${what} of 0 ms or more, got ${shown(durationMs)}; try ${hint}`);
}

/** A duration for a timer: of a longer one as much as a timer can wait. */
export function timerMs(durationMs: number): number {
  return Math.min(durationMs, LONGEST_TIMER_MS);
}
