import { notAFunction, notAnArray } from "../errors.js";
import { type TaskGroupOptions, withTaskGroup } from "./task-group.js";

/** Work that a group of tasks runs; its signal aborts when the group is cancelled. */
export type GroupWork<Result> = (signal: AbortSignal) => Promise<Result> | Result;

/**
 * Runs each work as a task of one group: `Promise.all` that leaves nothing behind. Where tasks spawn others use
 * `withTaskGroup`; for the same work over a list, a strategy.
 *
 * - The first failure cancels the others by their signal, and their clean-up is waited for.
 *
 * @returns the results, in the order of the works; empty for none
 * @throws TaskGroupError with all that failed; UsageError for an option out of range, and for works that are
 *   no array of functions; the reason of `options.signal`
 *
 * @example
 * await all([async () => 1, () => 2]); // => [1, 2]
 */
export async function all<Works extends readonly GroupWork<unknown>[]>(
  works: readonly [...Works],
  options: TaskGroupOptions = {},
): Promise<{
  -readonly [Index in keyof Works]: Works[Index] extends GroupWork<infer Result> ? Result : never;
}> {
  checkWorks(works);
  const results: unknown[] = new Array(works.length);
  await withTaskGroup((group) => {
    for (const [index, work] of works.entries()) {
      void group.spawn(`task ${index}`, async (signal) => {
        results[index] = await work(signal);
      });
    }
  }, options);
  return results as never;
}

/** @throws UsageError unless the works are an array of functions; none of them has started then */
export function checkWorks(works: readonly unknown[]): void {
  if (!Array.isArray(works)) throw notAnArray("works", works);
  for (const [index, work] of works.entries()) {
    if (typeof work !== "function") throw notAFunction(`works[${index}]`, work);
  }
}
