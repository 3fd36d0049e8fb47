import { type Clock, monotonicClock } from "../../clock.js";
import { median } from "../../stats/quantile.js";
import { fibCallCount, LARGEST_FIB_INPUT } from "../../workloads/fib.js";
import type { Answer } from "./answer.js";

/** What decides where fib(n) is computed, as measured in this process. */
export interface AdaptiveCosts {
  /** One call of the recursion, in this thread. */
  readonly callMs: number;
  /** From handing a task to another thread until its answer is back, when the task itself takes no time. */
  readonly hopMs: number;
}

/** A probe long enough for the clock, and short enough to run a few times before serving. */
const PROBE_N = 22;
const PROBE_COUNT = 8;
const HOP_COUNT = 50;

/**
 * Computes here what takes no longer than handing it over would, and hands over the rest: a hop for fib(1) costs
 * many times the work, and fib(30) here would keep every other client waiting. The cost of n is predicted, not
 * tried: the calls that the recursion will make, at the measured time of one.
 */
export function adaptive(compute: (n: number) => number, offload: Answer, costs: AdaptiveCosts): Answer {
  const inlineLimit = largestInline(costs);
  return (n) => (n <= inlineLimit ? compute(n) : offload(n));
}

/** The largest n that costs no more than a hop; 1 at least, since something must be computed here. */
export function largestInline({ callMs, hopMs }: AdaptiveCosts): number {
  let n = 1;
  while (n < LARGEST_FIB_INPUT && fibCallCount(n + 1) * callMs <= hopMs) n += 1;
  return n;
}

/** Measures both costs once the code is warm: the fastest probe, and the median hop. */
export async function measureCosts(
  compute: (n: number) => number,
  offload: Answer,
  clock: Clock = monotonicClock,
): Promise<AdaptiveCosts> {
  const probesMs: number[] = [];
  for (let probe = 0; probe < PROBE_COUNT; probe += 1) {
    const startMs = clock.now();
    compute(PROBE_N);
    probesMs.push(clock.now() - startMs);
  }
  const hopsMs: number[] = [];
  for (let hop = 0; hop < HOP_COUNT; hop += 1) {
    const startMs = clock.now();
    await offload(1);
    hopsMs.push(clock.now() - startMs);
  }
  return { callMs: Math.min(...probesMs) / fibCallCount(PROBE_N), hopMs: median(hopsMs) };
}
