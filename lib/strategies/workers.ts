import { Channel } from "../primitives/channel.js";
import { limitOf, Run } from "./run.js";
import type { Strategy } from "./strategy.js";

/**
 * `limit` workers (default 10) range over a channel of jobs, as a worker pool in Go does. It does what `bounded`
 * does at the price of a hand-over per item; the channel earns it where jobs come from elsewhere than a list.
 *
 * Items start in their order.
 *
 * @example
 * await workers([1, 2, 3], async (n) => n * n, { limit: 2 }); // => [1, 4, 9]
 */
export const workers: Strategy = async (items, work, options) => {
  const limit = limitOf(options);
  return Run.of(items, work, options, async (run) => {
    const jobs = new Channel<number>();
    const worker = async () => {
      for await (const index of jobs) await run.perform(index);
    };
    const working = Array.from({ length: Math.min(limit, items.length) }, worker);
    try {
      for (let index = 0; index < items.length; index += 1) await jobs.send(index, run.signal);
    } catch (error) {
      // Only the run's own end stops the sending; anything else must be heard of.
      run.fail(error);
    }
    jobs.close();
    await Promise.all(working);
  });
};
