import type { Clock } from "../../clock.js";
import type { Answer } from "../../servers/fib/answer.js";
import { measureOffload, type OffloadCosts } from "../../strategies/adaptive.js";
import { fibCallCount, LARGEST_FIB_INPUT } from "../../workloads/fib.js";

/** Long enough for the clock, and short enough to run a few times before serving. */
const PROBE_N = 22;

/** Measures both costs once the code is warm; a unit of fib's work is one call of the recursion. */
export function measureCosts(
  compute: (n: number) => number,
  offload: Answer,
  clock?: Clock,
): Promise<OffloadCosts> {
  const ways = { here: compute, there: offload, unitsOf: fibCallCount };
  return measureOffload(ways, { small: 1, known: PROBE_N }, clock);
}

/** The largest n that costs no more than a hop; 1 at least, the least that there is. */
export function largestInline({ unitMs, hopMs }: OffloadCosts): number {
  let n = 1;
  while (n < LARGEST_FIB_INPUT && fibCallCount(n + 1) * unitMs <= hopMs) n += 1;
  return n;
}
