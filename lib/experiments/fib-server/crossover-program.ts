import { median } from "../../stats/quantile.js";
import { fib, fibCallCount } from "../../workloads/fib.js";
import { type Argument, choiceIn, countIn, countsIn, type JobOutcome } from "../job-program.js";
import { type CrossoverWay, crossoverWays } from "./crossover-ways.js";
import { measureCosts } from "./fib-costs.js";

/** So often, with an n that is dear enough for a compiler to look at, in this thread and in those of a pool. */
const WARM_UP_COUNT = 8;
const WARM_UP_N = 22;
const LEAST_READINGS = 3;
/** What a clock tells from nothing: shorter pairs are timed many at once. */
const LEAST_READING_MS = 0.02;

/**
 * D4 `crossover`: times two requests for fib(n) that come at once, for each of `ns`, one variant's way.
 * The counter `n=18` is the median time until both are answered, in milliseconds; `callMs` is one call of the
 * recursion, and `hopMs` the way to two threads and back of two tasks that take no time.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const open = crossoverWays[choiceIn(argument, "variant", crossoverWays)]!;
  const ns = countsIn(argument, "ns");
  const readingMs = countIn(argument, "readingMs", 10);
  const way = await open();
  try {
    for (let count = 0; count < WARM_UP_COUNT; count += 1) await way.pair(WARM_UP_N);
    const { unitMs: callMs, hopMs } = await measureCosts(fib, async (n) => (await way.pair(n))[0]!);
    const counters: Record<string, number> = { callMs, ...(way.handsOver && { hopMs }) };
    const answers: string[] = [];
    const startMs = performance.now();
    for (const n of ns) {
      counters[`n=${n}`] = await timePair(way, n, readingMs, fibCallCount(n) * callMs);
      answers.push(...(await way.pair(n)).map(String));
    }
    return { workMs: performance.now() - startMs, answers, counters };
  } finally {
    await way.close();
  }
}

/** The median time until both answers are there, in ms. */
async function timePair(way: CrossoverWay, n: number, limitMs: number, expectedMs: number): Promise<number> {
  const batch = way.handsOver ? 1 : Math.max(1, Math.ceil(LEAST_READING_MS / (2 * expectedMs)));
  const readingsMs: number[] = [];
  const endMs = performance.now() + limitMs;
  while (readingsMs.length < LEAST_READINGS || performance.now() < endMs) {
    const startMs = performance.now();
    for (let count = 0; count < batch; count += 1) {
      const answered = way.pair(n);
      // Awaiting what is there already would cost more than fib(1) does.
      if (answered instanceof Promise) await answered;
    }
    readingsMs.push((performance.now() - startMs) / batch);
  }
  return median(readingsMs);
}
