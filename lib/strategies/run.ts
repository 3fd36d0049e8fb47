import { setMaxListeners } from "node:events";
import { notAFunction, notAnArray, shown, UsageError } from "../errors.js";
import { onAbort } from "../on-abort.js";
import type { StrategyOptions, Work } from "./strategy.js";

/** How many tasks the strategies with a limit keep in flight when the caller does not say. */
export const defaultLimit = 10;

/** The limit that the caller gave, or the default. Throws a UsageError unless it is an integer from 1 up. */
export function limitOf(options: StrategyOptions<never> | undefined): number {
  const limit = options?.limit ?? defaultLimit;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new UsageError(
      `Expected \`limit\` to be an integer from 1 up, got ${shown(limit)}; try the strategy \`gather\` for no limit`,
    );
  }
  return limit;
}

/** The items that the caller gave. Throws a UsageError unless they are an array. */
export function checkedItems<Item>(items: readonly Item[]): readonly Item[] {
  if (Array.isArray(items)) return items;
  throw notAnArray("items", items);
}

/**
 * One strategy at work on one list: what all strategies guarantee, so that each of them only says when which
 * item's turn is. The first failure, or the caller's cancelling, ends the run.
 */
export class Run<Item, Result> {
  readonly items: readonly Item[];
  /** Aborts as soon as the run has ended by failure or cancelling. */
  readonly signal: AbortSignal;
  /** True from then on: nothing may start any more. */
  ended = false;
  readonly #work: Work<Item, Result>;
  readonly #onResult: ((result: Result, index: number) => void) | undefined;
  readonly #abort = new AbortController();
  readonly #results: Result[];
  #error: unknown;

  /**
   * Runs `conduct`, which calls {@link perform} or {@link lane} for the items and returns when all that it started
   * has settled.
   *
   * @returns the results in the order of the items; rejects with the first error, with the caller's reason, or with a
   *   UsageError when `items` is no array or `work` no function
   */
  static async of<Item, Result>(
    items: readonly Item[],
    work: Work<Item, Result>,
    options: StrategyOptions<Result> | undefined,
    conduct: (run: Run<Item, Result>) => Promise<unknown>,
  ): Promise<Result[]> {
    if (typeof work !== "function") throw notAFunction("work", work);
    const run = new Run(checkedItems(items), work, options?.onResult);
    const stopListening = options?.signal && onAbort(options.signal, (reason) => run.fail(reason));
    try {
      if (!run.ended) await conduct(run);
    } finally {
      stopListening?.();
    }
    // By flag, not by value: an error may be undefined.
    if (run.ended) throw run.#error;
    return run.#results;
  }

  private constructor(
    items: readonly Item[],
    work: Work<Item, Result>,
    onResult: ((result: Result, index: number) => void) | undefined,
  ) {
    this.items = items;
    this.#work = work;
    this.#onResult = onResult;
    this.#results = new Array(items.length);
    this.signal = this.#abort.signal;
    // All tasks of a run listen to its one signal; that many listeners are no leak.
    setMaxListeners(0, this.signal);
  }

  /** Does one item's work, unless the run has ended; never rejects. */
  async perform(index: number): Promise<void> {
    if (this.ended) return;
    try {
      this.#succeed(index, await this.#work(this.items[index] as Item, index, this.signal));
    } catch (error) {
      this.fail(error);
    }
  }

  /**
   * Does the work of one index after the other, as `next` deals them out, until it deals one past the last item
   * or the run has ended; never rejects. One promise for the whole lane, besides those of the work itself.
   */
  async lane(next: () => number): Promise<void> {
    const { items, signal } = this;
    const work = this.#work;
    for (let index = next(); index < items.length && !this.ended; index = next()) {
      try {
        this.#succeed(index, await work(items[index] as Item, index, signal));
      } catch (error) {
        this.fail(error);
      }
    }
  }

  /** Ends the run; the first call decides with what, later ones do nothing. */
  fail(error: unknown): void {
    if (this.ended) return;
    this.ended = true;
    this.#error = error;
    this.#abort.abort(error);
  }

  /** A result that comes after the end is dropped: the caller has an error to deal with, or has left. */
  #succeed(index: number, result: Result): void {
    if (this.ended) return;
    this.#results[index] = result;
    this.#onResult?.(result, index);
  }
}
