/**
 * What one job does with its item. Work should stop early when `signal` aborts: every strategy aborts it as soon
 * as the outcome is decided (a sibling failed, or the caller cancelled), and waits for work under way to end.
 */
export type Work<Item, Result> = (item: Item, index: number, signal: AbortSignal) => Promise<Result> | Result;

/** The options that every strategy takes; one that has no use for an option ignores it. */
export interface StrategyOptions<Result> {
  /** Work in flight at most: an integer from 1 up. Default: the strategy's own, see there. */
  readonly limit?: number;
  /** Cancels: nothing starts after it aborts, and the strategy rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Called with each result in the order of completion, before the strategy resolves. */
  readonly onResult?: (result: Result, index: number) => void;
}

/**
 * A way to run the same work over many items. All strategies share this signature and these guarantees:
 *
 * - Results come back in the order of the items, whatever the order of completion; no items give no results.
 * - Each item's work starts at most once.
 * - On the first failure the shared signal aborts, nothing further starts, work under way is awaited, and the
 *   strategy rejects with that first error, falsy ones included. Nothing runs once it has settled.
 * - Cancelling by `signal` does the same with the signal's reason.
 * - Items that are no array, work that is no function and options out of range are refused with a UsageError.
 */
export type Strategy = <Item, Result>(
  items: readonly Item[],
  work: Work<Item, Result>,
  options?: StrategyOptions<Result>,
) => Promise<Result[]>;
