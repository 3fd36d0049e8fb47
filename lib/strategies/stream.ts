import { notAFunction, shown, UsageError } from "../errors.js";
import { onAbort } from "../on-abort.js";
import { Channel } from "../primitives/channel.js";
import { bounded } from "./bounded.js";
import { gather } from "./gather.js";
import { checkedItems } from "./run.js";
import type { Strategy, StrategyOptions, Work } from "./strategy.js";

/** A result as it comes, with the place of its item. */
export interface Arrival<Result> {
  readonly index: number;
  readonly result: Result;
}

/** A strategy's options, and how far its work may run ahead of the loop that takes the results. */
export interface StreamOptions<Result> extends StrategyOptions<Result> {
  /**
   * Back-pressure: so many results wait for the loop at most, an integer from 0 up; a task whose result finds no room
   * stays in flight until it does. Default: no bound, so that a slow loop does not slow the work down.
   */
  readonly heldAtMost?: number;
}

/**
 * Any strategy's results in the order of completion, while the rest is under way.
 *
 * - Nothing starts before the first turn of the loop.
 * - Results that came before a failure are delivered before the loop throws its error.
 * - Leaving the loop early cancels the rest and waits for what is under way.
 * - Results that the loop has not taken yet are kept, `heldAtMost` of them where that is given.
 *
 * @example
 * import { gather } from "./gather.js";
 * const names: string[] = [];
 * for await (const { result } of streamed(gather, ["a", "b"], async (name) => name)) names.push(result);
 * names; // => ["a", "b"]
 */
export async function* streamed<Item, Result>(
  strategy: Strategy,
  items: readonly Item[],
  work: Work<Item, Result>,
  { heldAtMost, ...options }: StreamOptions<Result> = {},
): AsyncGenerator<Arrival<Result>, void, undefined> {
  if (heldAtMost !== undefined && (!Number.isInteger(heldAtMost) || heldAtMost < 0)) {
    throw new UsageError(
      `Expected \`heldAtMost\` to be an integer from 0 up, got ${shown(heldAtMost)}; try leaving it out for no bound`,
    );
  }
  const itemCount = checkedItems(items).length;
  if (typeof work !== "function") throw notAFunction("work", work);
  const arrivals = new Channel<Arrival<Result>>(heldAtMost ?? itemCount);
  const leaving = new AbortController();
  const stopListening = options.signal && onAbort(options.signal, (reason) => leaving.abort(reason));
  // Sent by the work itself: that it cannot end before its result has found room is the back-pressure.
  const sending: Work<Item, Result> = async (item, index, signal) => {
    const result = await work(item, index, signal);
    if (!signal.aborted) await arrivals.send({ index, result }, signal);
    return result;
  };
  const finished = strategy(items, sending, { ...options, signal: leaving.signal }).finally(() =>
    arrivals.close(),
  );
  // The loop below may never come to await it; its failure must not count as unhandled meanwhile.
  finished.catch(() => {});
  try {
    yield* arrivals;
    await finished;
  } finally {
    leaving.abort();
    await finished.catch(() => {});
    stopListening?.();
  }
}

/**
 * As completed: results are taken one by one as they come and only put in order at the end. All at once, or at
 * most `limit` at once when given. For the results one by one use {@link streamed} itself.
 *
 * @example
 * await stream([1, 2, 3], async (n) => n * n); // => [1, 4, 9]
 */
export const stream: Strategy = async <Item, Result>(
  items: readonly Item[],
  work: Work<Item, Result>,
  options: StrategyOptions<Result> = {},
) => {
  const results = new Array<Result>(checkedItems(items).length);
  const underlying = options.limit === undefined ? gather : bounded;
  for await (const { index, result } of streamed(underlying, items, work, options)) results[index] = result;
  return results;
};
