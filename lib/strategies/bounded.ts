import { limitOf, Run } from "./run.js";
import type { Strategy } from "./strategy.js";

/**
 * At most `limit` at once (default 10): that many loops share one index, and each takes the next item as soon as
 * its last one is done. No promise is made for an item before its turn, unlike with a semaphore.
 *
 * Items start in their order.
 *
 * @example
 * await bounded([1, 2, 3], async (n) => n * n, { limit: 2 }); // => [1, 4, 9]
 */
export const bounded: Strategy = async (items, work, options) => {
  const limit = limitOf(options);
  return Run.of(items, work, options, (run) => {
    let nextIndex = 0;
    const next = () => nextIndex++;
    const laneCount = Math.min(limit, items.length);
    return Promise.all(Array.from({ length: laneCount }, () => run.lane(next)));
  });
};
