import { Run } from "./run.js";
import type { Strategy } from "./strategy.js";

/**
 * One after the other: `await` inside the loop. Each item waits for the one before it, so the makespan is the sum
 * of all. Ignores `limit`: it is 1.
 *
 * @example
 * await serial([1, 2, 3], async (n) => n * n); // => [1, 4, 9]
 */
export const serial: Strategy = (items, work, options) =>
  Run.of(items, work, options, async (run) => {
    for (let index = 0; index < items.length; index += 1) await run.perform(index);
  });
