import { Run } from "./run.js";
import type { Strategy } from "./strategy.js";

/**
 * All at once: start every item's work, then wait for all, as `Promise.all` and `asyncio.gather` do, but with the
 * siblings of a failure cancelled and awaited. Ignores `limit`: use `bounded` where the other side has one.
 *
 * @example
 * await gather([1, 2, 3], async (n) => n * n); // => [1, 4, 9]
 */
export const gather: Strategy = (items, work, options) =>
  Run.of(items, work, options, (run) => Promise.all(items.map((_, index) => run.perform(index))));
