import { type Coroutine, CoroutineScheduler, type Parking } from "../primitives/coroutine-scheduler.js";
import { limitOf, Run } from "./run.js";
import type { Strategy } from "./strategy.js";

/**
 * At most `limit` generator coroutines (default 10) share one index, under a scheduler of their own: what `bounded`
 * does with async functions, in the manner of the time before them.
 *
 * Items start in their order.
 *
 * @example
 * await coroutines([1, 2, 3], async (n) => n * n, { limit: 2 }); // => [1, 4, 9]
 */
export const coroutines: Strategy = async (items, work, options) => {
  const limit = limitOf(options);
  return Run.of(items, work, options, (run) => {
    const scheduler = new CoroutineScheduler();
    let nextIndex = 0;
    function* lane(): Coroutine {
      while (nextIndex < items.length && !run.ended) yield settled(scheduler, run.perform(nextIndex++));
    }
    for (let count = Math.min(limit, items.length); count > 0; count -= 1) scheduler.spawn(lane());
    return scheduler.finish();
  });
};

/** Parks a coroutine until a promise that never rejects has settled. */
function settled(scheduler: CoroutineScheduler, promise: Promise<void>): Parking {
  return { park: (task) => void promise.then(() => scheduler.wake(task)) };
}
