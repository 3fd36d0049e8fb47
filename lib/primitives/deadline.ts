import { checkMs, timerMs } from "../durations.js";
import { notAFunction, RunError } from "../errors.js";
import { onAbort } from "../on-abort.js";
import { waitObservation } from "./wait-observer.js";

/** Work was not done when its deadline came. */
export class DeadlineExceededError extends RunError {
  override name = "DeadlineExceededError";

  constructor(readonly limitMs: number) {
    super(
      `Expected the work to end within ${limitMs} ms; try a longer deadline, or find out what it waited for`,
    );
  }
}

/**
 * Gives work a time limit: when it comes, the work's signal aborts with a {@link DeadlineExceededError}. To wait for
 * one of several things, of which a time is one, use `select` with `after`.
 *
 * - Settles only when the work has ended, its clean-up included: nothing goes on behind the caller's back, as it
 *   does after a `Promise.race` with a timer. Work that ignores its signal is waited for.
 * - Work that ends well in spite of the deadline, ends well.
 *
 * @param limitMs milliseconds from 0 up
 * @param signal cancels the work with its own reason
 * @returns what the work returns; rejects with what it rejects with, which is the deadline's error or the signal's
 *   reason where the work passes its signal on
 * @throws UsageError when the limit is no number from 0 up, or the work no function
 *
 * @example
 * const forever = (signal: AbortSignal) => new Channel<string>().receive(signal);
 * await withDeadline(5, forever).catch((error) => error.message.slice(0, 40)); // => "Expected the work to end within 5 ms; tr"
 * await withDeadline(1_000, async () => "in time"); // => "in time"
 * import { Channel } from "./channel.js";
 */
export async function withDeadline<Result>(
  limitMs: number,
  work: (signal: AbortSignal) => Promise<Result> | Result,
  signal?: AbortSignal,
): Promise<Result> {
  checkMs("a deadline", limitMs, "1_000 for a second");
  if (typeof work !== "function") throw notAFunction("work", work);
  signal?.throwIfAborted();
  const abort = new AbortController();
  const stopListening = signal && onAbort(signal, (reason) => abort.abort(reason));
  const stopAlarm = waitObservation.observer?.alarmed();
  const timer = setTimeout(() => abort.abort(new DeadlineExceededError(limitMs)), timerMs(limitMs));
  try {
    return await work(abort.signal);
  } finally {
    clearTimeout(timer);
    stopListening?.();
    stopAlarm?.();
  }
}
