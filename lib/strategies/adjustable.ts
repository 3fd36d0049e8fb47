import { shown, UsageError } from "../errors.js";
import { Run } from "./run.js";
import type { Strategy } from "./strategy.js";

/** A limit that can be changed while work is under way: by a person, or by what the work learns of the other side. */
export class AdjustableLimit {
  #value: number;
  readonly #listeners = new Set<() => void>();

  /**
   * @param value an integer from 1 up
   * @throws UsageError on any other
   */
  constructor(value: number) {
    this.#value = checked(value);
  }

  get value(): number {
    return this.#value;
  }

  /** Takes effect at once when raised; when lowered, as work under way ends: none is interrupted. */
  set value(value: number) {
    this.#value = checked(value);
    for (const listener of this.#listeners) listener();
  }

  /** @returns stops listening */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/**
 * `bounded` under a limit that may change while it runs; `options.limit` is ignored. Several runs may share one
 * limit object, which then holds for each of them by itself: to share the slots too, use a `Semaphore`.
 *
 * @example
 * const limit = new AdjustableLimit(1);
 * const raise = (n: number) => { limit.value = 3; return n * n; };
 * await adjustable(limit)([1, 2, 3], raise); // => [1, 4, 9]
 */
export const adjustable =
  (limit: AdjustableLimit): Strategy =>
  (items, work, options) =>
    Run.of(items, work, options, async (run) => {
      let nextIndex = 0;
      let laneCount = 0;
      let onEmpty = () => {};
      const empty = new Promise<void>((resolve) => {
        onEmpty = resolve;
      });
      const next = () => (laneCount > limit.value ? items.length : nextIndex++);
      const open = async () => {
        laneCount += 1;
        await run.lane(next);
        laneCount -= 1;
        // Lanes that end in the same tick all count one another, so that more of them may leave than have to.
        fill();
        if (laneCount === 0) onEmpty();
      };
      const fill = () => {
        while (laneCount < limit.value && nextIndex < items.length && !run.ended) void open();
      };
      const stopListening = limit.onChange(fill);
      fill();
      if (laneCount > 0) await empty;
      stopListening();
    });

function checked(value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new UsageError(
    `Expected a limit to be an integer from 1 up, got ${shown(value)}; try 1 for one task at a time`,
  );
}
