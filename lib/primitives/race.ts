import { RunError, UsageError } from "../errors.js";
import { checkWorks, type GroupWork } from "./all.js";
import { type TaskGroupOptions, withTaskGroup } from "./task-group.js";

/** Why the other tasks of a race were cancelled: one has won. */
export class RaceWonError extends RunError {
  override name = "RaceWonError";
}

/**
 * Runs each work as a task of one group until the first has ended, then cancels the others: `Promise.race` that
 * leaves nothing behind. To wait for primitives rather than for work, use `select`.
 *
 * - Settles only when the losers have ended, their clean-up included.
 * - The first to end decides: when it fails, so does the race. What fails in a loser's clean-up is not lost either:
 *   the race then fails with it.
 *
 * @param works at least one
 * @returns what the first returned
 * @throws TaskGroupError with all that failed; UsageError for no work at all, and for works that are no array of
 *   functions; the reason of `options.signal`
 *
 * @example
 * const slow = (signal: AbortSignal) => new Channel<number>().receive(signal);
 * await race([slow, async () => "fast"]); // => "fast"
 * import { Channel } from "./channel.js";
 */
export async function race<Result>(
  works: readonly GroupWork<Result>[],
  options: Pick<TaskGroupOptions, "signal"> = {},
): Promise<Result> {
  checkWorks(works);
  if (works.length === 0)
    throw new UsageError(
      "Expected a race of at least one task, got none, which would never end; try `all`, which is done when there is nothing to do",
    );
  let winner: { readonly value: Result } | undefined;
  await withTaskGroup((group) => {
    for (const [index, work] of works.entries()) {
      void group.spawn(`task ${index}`, async (signal) => {
        const value = await work(signal);
        if (winner !== undefined || signal.aborted) return;
        winner = { value };
        group.cancel(new RaceWonError(`task ${index} has won`));
      });
    }
  }, options);
  return (winner as unknown as { readonly value: Result }).value;
}
