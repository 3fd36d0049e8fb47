import type { CurvesChart } from "../../charts/curves.js";
import { type Clock, monotonicClock } from "../../clock.js";
import type { Answer } from "../../servers/fib/answer.js";
import { median } from "../../stats/quantile.js";
import type { OffloadCosts } from "../../strategies/adaptive.js";
import { formatFigure } from "../../units.js";
import { fibCallCount } from "../../workloads/fib.js";
import { largestInline, measureCosts } from "./fib-costs.js";

/** What computing here and handing over take for growing n, in this process: to be looked at. */
export interface CrossoverObservation {
  readonly costs: OffloadCosts;
  /** The largest n that the costs say is cheaper here. */
  readonly inlineUpTo: number;
  readonly points: readonly CrossoverPoint[];
}

interface CrossoverPoint {
  readonly n: number;
  readonly inlineMs: number;
  readonly handedOverMs: number;
}

const READING_COUNT = 15;
const READING_MS = 0.2;
const LARGEST_REPEAT_COUNT = 10_000;

/**
 * Measures the price of one call and of one hop, predicts from them alone where handing over begins to pay, then
 * times both ways for each n. Prints the prediction.
 *
 * @param ns in ascending order
 */
export async function observeCrossover(
  compute: (n: number) => number,
  offload: Answer,
  ns: readonly number[],
  clock: Clock = monotonicClock,
): Promise<CrossoverObservation> {
  const costs = await measureCosts(compute, offload, clock);
  const inlineUpTo = largestInline(costs);
  const points: CrossoverPoint[] = [];
  for (const n of ns) {
    const expectedMs = fibCallCount(n) * costs.unitMs;
    const repeatCount = Math.max(1, Math.min(LARGEST_REPEAT_COUNT, Math.round(READING_MS / expectedMs)));
    points.push({
      n,
      inlineMs: await medianMs(() => compute(n), repeatCount, clock),
      handedOverMs: await medianMs(() => offload(n), 1, clock),
    });
  }
  console.log(
    `a call takes ${formatFigure(costs.unitMs * 1e6, "count")} ns, a hop ${formatFigure(costs.hopMs, "ms")}: ` +
      `up to fib(${inlineUpTo}) the work is cheaper than the hop`,
  );
  return { costs, inlineUpTo, points };
}

/** Both ways over n on one logarithmic axis, and the n up to which the costs say that the work is less than a hop. */
export function crossoverChart({ costs, inlineUpTo, points }: CrossoverObservation): CurvesChart {
  return {
    kind: "curves",
    id: "crossover",
    title: "Computing fib(n) here, and handing it to a thread",
    description: `The work grows with every n; a hop takes ${formatFigure(costs.hopMs, "ms")} whatever n is. The dashed lines meet where the work should exceed the hop, predicted from the price of a call and of a hop.`,
    xAxis: "n",
    yAxis: "time until the answer",
    unit: "ms",
    curves: [
      {
        name: "computed here",
        language: "typescript",
        points: points.map(({ n, inlineMs }) => [n, inlineMs]),
      },
      {
        name: "handed to a thread",
        language: "typescript",
        points: points.map(({ n, handedOverMs }) => [n, handedOverMs]),
      },
    ],
    mark: { x: inlineUpTo, value: costs.hopMs, label: `fib(${inlineUpTo}): as long as a hop` },
  };
}

/** The median of a few readings, each of so many runs that the clock can tell. */
async function medianMs(
  run: () => number | Promise<number>,
  repeatCount: number,
  clock: Clock,
): Promise<number> {
  const readingsMs: number[] = [];
  for (let reading = 0; reading < READING_COUNT; reading += 1) {
    const startMs = clock.now();
    for (let repeat = 0; repeat < repeatCount; repeat += 1) {
      const answer = run();
      // Awaiting a number would cost more than fib(1) does.
      if (typeof answer !== "number") await answer;
    }
    readingsMs.push((clock.now() - startMs) / repeatCount);
  }
  return median(readingsMs);
}
