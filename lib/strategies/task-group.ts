import { withTaskGroup } from "../primitives/task-group.js";
import { limitOf, Run } from "./run.js";
import type { Strategy } from "./strategy.js";

/**
 * A task of one group for each item, all spawned at once, of which at most `limit` run (default 10). `bounded` does
 * the same without a promise per waiting item; a group is for tasks that spawn others.
 *
 * Items start in their order.
 *
 * @example
 * await taskGroup([1, 2, 3], async (n) => n * n, { limit: 2 }); // => [1, 4, 9]
 */
export const taskGroup: Strategy = async (items, work, options) => {
  const limit = limitOf(options);
  return Run.of(items, work, options, (run) =>
    withTaskGroup(
      (group) => {
        for (const index of items.keys()) void group.spawn(`item ${index}`, () => run.perform(index));
      },
      { limit },
    ),
  );
};
