import { type Clock, monotonicClock } from "../clock.js";
import type { TaskSpan } from "../program.js";
import type { Work } from "./strategy.js";

/** Work that notes when each task starts and ends, and the spans noted so far, in the order in which they ended. */
export interface Traced<Item, Result> {
  readonly work: Work<Item, Result>;
  readonly spans: readonly TaskSpan[];
}

/**
 * Wraps work so that it notes the start and end of every task, failed ones included. A strategy knows nothing of it:
 * untraced work costs nothing.
 *
 * @param originMs what times are relative to, on the clock; default: this call
 */
export function traced<Item, Result>(
  work: Work<Item, Result>,
  clock: Clock = monotonicClock,
  originMs = clock.now(),
): Traced<Item, Result> {
  const spans: TaskSpan[] = [];
  return {
    spans,
    work: (item, index, signal) => {
      const startMs = clock.now() - originMs;
      const end = () => {
        spans.push([index, startMs, clock.now() - originMs]);
      };
      let result: Promise<Result> | Result;
      try {
        result = work(item, index, signal);
      } catch (error) {
        end();
        throw error;
      }
      if (result instanceof Promise) return result.finally(end);
      // Work that waits for nothing ends here; an await would first let all others run that began with it.
      end();
      return result;
    },
  };
}
