import { checkMs, timerMs } from "../durations.js";
import { shown, UsageError } from "../errors.js";
import { onAbort } from "../on-abort.js";
import { waitObservation } from "./wait-observer.js";

/** Something that a {@link select} can choose: a channel's `receiving()` and `sending(value)`, and those below. */
export interface SelectCase<Result> {
  /** Completes if that needs no waiting. Boxed, since a result may be of any value. */
  poll(): { readonly value: Result } | undefined;
  /**
   * Waits. Calls one of both, once, unless the returned function is called first, which gives up and leaves all
   * as it was.
   */
  wait(complete: (value: Result) => void, fail: (reason: unknown) => void): () => void;
  /** Chosen only when no other case is ready. */
  readonly last?: boolean;
}

/** What a select chose: the case's name, and what it gave. Told apart by `name`. */
export type Selected<Cases extends Record<string, SelectCase<unknown>>> = {
  [Name in keyof Cases]: { name: Name; value: Cases[Name] extends SelectCase<infer Result> ? Result : never };
}[keyof Cases];

/** What gives up a select, and how it draws. */
export interface SelectOptions {
  /** Gives up waiting: the promise rejects with its reason, and no case was chosen. */
  readonly signal?: AbortSignal;
  /** Draws a number from 0 up to 1, for the choice among cases that are ready. Default: `Math.random`. */
  readonly random?: () => number;
}

/**
 * Waits for the first of several things and does that one alone, as Go's `select` does. Unlike `Promise.race`, what
 * was not chosen did not happen: no value is taken from a channel and lost.
 *
 * - Fair: of the cases that are ready, each is as likely; so a busy channel cannot starve a quiet one.
 * - While it waits it stands in line in every case's queue, first come, first served, and leaves all others at the
 *   moment when one completes.
 * - Sending on a channel that is closed, or closes meanwhile, rejects, as `send` does.
 *
 * @param cases by name, at least one
 * @throws UsageError when there is no case; ClosedChannelError as above; the signal's reason
 *
 * @example
 * const jobs = new Channel<string>(1);
 * jobs.trySend("a");
 * const cases = () => ({ job: jobs.receiving(), idle: otherwise() });
 * await select(cases()); // => { name: "job", value: { value: "a", done: false } }
 * await select(cases()); // => { name: "idle", value: undefined }
 * import { Channel } from "./channel.js";
 */
export async function select<Cases extends Record<string, SelectCase<unknown>>>(
  cases: Cases,
  { signal, random = Math.random }: SelectOptions = {},
  // Written out: an editor shows what was chosen, where it would show no more than the name `Selected`.
): Promise<
  {
    [Name in keyof Cases]: {
      name: Name;
      value: Cases[Name] extends SelectCase<infer Result> ? Result : never;
    };
  }[keyof Cases]
> {
  signal?.throwIfAborted();
  const entries = Object.entries(cases);
  if (entries.length === 0) {
    throw new UsageError(
      `Expected a select of at least one case, got ${shown(cases)}, which would wait for ever; try a case \`idle: otherwise()\`, or \`after(delayMs)\``,
    );
  }
  return (pollAny(shuffled(entries, random)) ?? (await waitForAny(entries, signal))) as Selected<Cases>;
}

/**
 * A case that completes after a time: a select that has it waits no longer than that.
 *
 * @param delayMs milliseconds from 0 up
 * @throws UsageError when it is no number from 0 up
 */
export function after(delayMs: number): SelectCase<void> {
  checkMs("a delay", delayMs, "`otherwise()` for a select that never waits");
  return {
    poll: () => undefined,
    wait(complete) {
      const stopAlarm = waitObservation.observer?.alarmed();
      const timer = setTimeout(complete, timerMs(delayMs));
      return () => {
        clearTimeout(timer);
        stopAlarm?.();
      };
    },
  };
}

/** A case that completes with the signal's reason once it has aborted; to reject instead, use `options.signal`. */
export function aborted(signal: AbortSignal): SelectCase<unknown> {
  return {
    poll: () => (signal.aborted ? { value: signal.reason } : undefined),
    wait: (complete) => onAbort(signal, complete),
  };
}

/** A case that is chosen when no other is ready, so that the select never waits: Go's `default`. */
export function otherwise(): SelectCase<void> {
  return { last: true, poll: () => ({ value: undefined }), wait: () => () => {} };
}

type Entry = readonly [name: string, selectCase: SelectCase<unknown>];
interface Choice {
  readonly name: string;
  readonly value: unknown;
}

/** Asking in a random order makes each ready case as likely as another, without knowing which ones are ready. */
function shuffled(entries: readonly Entry[], random: () => number): Entry[] {
  const order = entries.filter(([, { last }]) => !last);
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [order[index], order[other]] = [order[other]!, order[index]!];
  }
  return order.concat(entries.filter(([, { last }]) => last));
}

function pollAny(entries: readonly Entry[]): Choice | undefined {
  for (const [name, selectCase] of entries) {
    const ready = selectCase.poll();
    if (ready !== undefined) return { name, value: ready.value };
  }
  return undefined;
}

function waitForAny(entries: readonly Entry[], signal: AbortSignal | undefined): Promise<Choice> {
  return new Promise((resolve, reject) => {
    const leaves: (() => void)[] = [];
    const leaveAll = () => {
      for (const leave of leaves) leave();
    };
    const fail = (reason: unknown) => {
      leaveAll();
      reject(reason);
    };
    for (const [name, selectCase] of entries) {
      const complete = (value: unknown) => {
        leaveAll();
        // Boxed with its name, a value that is a promise is not awaited.
        resolve({ name, value });
      };
      leaves.push(selectCase.wait(complete, fail));
    }
    if (signal !== undefined) leaves.push(onAbort(signal, fail));
  });
}
