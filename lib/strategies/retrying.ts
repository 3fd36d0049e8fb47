import { checkMs } from "../durations.js";
import { notAFunction, shown, UsageError } from "../errors.js";
import { sleepFor } from "../sleep-for.js";
import type { Work } from "./strategy.js";

/** How often failed work is tried again, and after which waits. */
export interface RetryOptions {
  /** Tries at most, the first included: an integer from 1 up. Default: 4. */
  readonly attempts?: number;
  /** The longest wait before the second try, doubled before each further one: milliseconds, from 0 up. Default: 100. */
  readonly backOffMs?: number;
  /** No wait is longer, whoever asks for it: milliseconds, from 0 up. Default: 30,000. */
  readonly longestMs?: number;
  /** Whether another try may help. Default: always. */
  readonly retryOn?: (error: unknown) => boolean;
  /** Draws a number from 0 up to 1. Default: `Math.random`. */
  readonly random?: () => number;
  /** Waits, and rejects with the signal's reason when it aborts. Default: the time of the clock. */
  readonly sleep?: (delayMs: number, signal: AbortSignal) => Promise<unknown>;
}

/** An error that knows when another try makes sense, such as one made of an answer with Retry-After. */
export interface RetryableError {
  /** Milliseconds from now. */
  readonly retryAfterMs: number;
}

/**
 * Work that is tried again when it fails, for any strategy; a task keeps its place in the limit while it waits.
 *
 * - Waits are exponential with full jitter: tasks that failed together do not come back together.
 * - An error's own `retryAfterMs` goes before the back-off.
 * - Once the run has ended, by another task's failure or by cancelling, nothing is tried again.
 *
 * @returns work that fails with the error of its last try, or with the signal's reason when that aborts as it waits
 * @throws UsageError when `attempts` is no integer from 1 up, a duration no number from 0 up, or the work no
 *   function
 *
 * *Source*: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 *
 * @example
 * let tries = 0;
 * const flaky = async () => { if (++tries < 3) throw new Error("busy"); return "done"; };
 * await retrying(flaky, { backOffMs: 1 })(0, 0, new AbortController().signal); // => "done"
 * tries; // => 3
 */
export function retrying<Item, Result>(
  work: Work<Item, Result>,
  {
    attempts = 4,
    backOffMs = 100,
    longestMs = 30_000,
    retryOn = () => true,
    random = Math.random,
    sleep = sleepFor,
  }: RetryOptions = {},
): Work<Item, Result> {
  if (typeof work !== "function") throw notAFunction("work", work);
  if (!Number.isInteger(attempts) || attempts < 1) {
    throw new UsageError(
      `Expected \`attempts\` to be an integer from 1 up, got ${shown(attempts)}; try 1 for no further try`,
    );
  }
  checkMs("a `backOffMs`", backOffMs, "leaving it out for 100");
  checkMs("a `longestMs`", longestMs, "leaving it out for 30,000");
  return async (item, index, signal) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work(item, index, signal);
      } catch (error) {
        if (attempt >= attempts || signal.aborted || !retryOn(error)) throw error;
        const delayMs = askedDelayMs(error) ?? random() * backOffMs * 2 ** (attempt - 1);
        await sleep(Math.min(delayMs, longestMs), signal);
      }
    }
  };
}

/**
 * How long an answer's Retry-After asks to wait: seconds or a date.
 *
 * @param nowMs the time of day, in milliseconds since 1970
 * @returns milliseconds from 0 up; undefined when there is none, or nonsense
 *
 * *Source*: RFC 9110, section 10.2.3.
 *
 * @example
 * retryAfterMs("2", 0); // => 2000
 * retryAfterMs("Thu, 01 Jan 1970 00:00:10 GMT", 4_000); // => 6000
 * retryAfterMs("soon", 0); // => undefined
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  // By itself Date.parse takes nearly anything: "1.5" for a day in January 2001.
  if (!HTTP_DATE.test(text)) return undefined;
  const atMs = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

/** The three forms of RFC 9110, section 5.6.7, of which asctime's leaves out that it means GMT. */
const HTTP_DATE =
  /^[A-Z][a-z]+,? (?:\d\d[ -])?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ -][\d ]\d(?:\d\d)? \d\d:\d\d:\d\d (?:GMT|\d{4})$/;

function askedDelayMs(error: unknown): number | undefined {
  const { retryAfterMs } = (error ?? {}) as Partial<RetryableError>;
  return typeof retryAfterMs === "number" && retryAfterMs >= 0 ? retryAfterMs : undefined;
}
