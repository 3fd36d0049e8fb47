import { shown, UsageError } from "./errors.js";

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
