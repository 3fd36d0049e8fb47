import type { WaterfallChart } from "../charts/waterfall.js";
import { monotonicClock } from "../clock.js";
import type { TaskSpan } from "../program.js";
import type { Strategy, StrategyOptions, Work } from "../strategies/strategy.js";
import { traced } from "../strategies/traced.js";
import { formatFigure } from "../units.js";

/** One live run of a strategy: to be looked at, not to be compared with. */
export interface Observation<Result> {
  readonly title: string;
  /** In the order of the items. */
  readonly results: readonly Result[];
  readonly elapsedMs: number;
  readonly maxInFlightCount: number;
  readonly spans: readonly TaskSpan[];
}

/**
 * Runs a strategy in this process, prints one line about it, and keeps when each task started and ended.
 * For figures that stand up to comparison use `measure`, which runs clean processes in random rounds.
 */
export async function observe<Item, Result>(
  title: string,
  strategy: Strategy,
  items: readonly Item[],
  work: Work<Item, Result>,
  options?: StrategyOptions<Result>,
): Promise<Observation<Result>> {
  const startMs = monotonicClock.now();
  const watched = traced(work);
  const results = await strategy(items, watched.work, options);
  const elapsedMs = monotonicClock.now() - startMs;
  const maxInFlightCount = mostOverlapping(watched.spans);
  console.log(
    `${title}: ${items.length} tasks in ${formatFigure(elapsedMs, "ms")}, ${maxInFlightCount} in flight at most`,
  );
  return { title, results, elapsedMs, maxInFlightCount, spans: watched.spans };
}

/** When each task of the observed runs ran, all on one time axis. */
export function observedWaterfall(observations: readonly Observation<unknown>[]): WaterfallChart {
  return {
    kind: "waterfall",
    id: "observed",
    title: "The runs above on one time axis",
    description: observations
      .map(
        ({ title, elapsedMs, maxInFlightCount }) =>
          `${title}: ${formatFigure(elapsedMs, "ms")}, ${maxInFlightCount} in flight at most`,
      )
      .join("; "),
    lanes: observations.map(({ title, spans }) => ({
      name: title,
      language: "typescript",
      tasks: spans.map(([, start, end]) => [start, end] as const).sort(([a], [b]) => a - b),
    })),
  };
}

/** The most tasks that were under way at one moment; one that ends as another starts does not overlap it. */
export function mostOverlapping(spans: readonly TaskSpan[]): number {
  const changes = spans.flatMap(([, start, end]) => [
    { atMs: start, change: 1 },
    { atMs: end, change: -1 },
  ]);
  changes.sort((a, b) => a.atMs - b.atMs || a.change - b.change);
  let running = 0;
  let most = 0;
  for (const { change } of changes) {
    running += change;
    most = Math.max(most, running);
  }
  return most;
}
