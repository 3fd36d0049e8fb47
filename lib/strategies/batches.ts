import { limitOf, Run } from "./run.js";
import type { Strategy } from "./strategy.js";

/**
 * `limit` at once (default 10), and the next batch only when the whole last one is done: every batch takes as long
 * as its slowest item, which is why `bounded` is never slower.
 *
 * @example
 * await batches([1, 2, 3], async (n) => n * n, { limit: 2 }); // => [1, 4, 9]
 */
export const batches: Strategy = async (items, work, options) => {
  const limit = limitOf(options);
  return Run.of(items, work, options, async (run) => {
    for (let start = 0; start < items.length && !run.ended; start += limit) {
      const batch = items.slice(start, start + limit);
      await Promise.all(batch.map((_, offset) => run.perform(start + offset)));
    }
  });
};
