import { type Clock, monotonicClock } from "../clock.js";
import { shown, UsageError } from "../errors.js";
import { median } from "../stats/quantile.js";

/** Two ways to the same output, and what tells which is cheaper before either is taken. */
export interface AdaptiveWays<Input, Output> {
  /** Does a task on this thread. */
  readonly here: (input: Input) => Output;
  /** Hands a task over, such as to a pool. */
  readonly there: (input: Input) => Output | Promise<Output>;
  /** How much work an input is: from 0 up, in any unit that always takes about as long: calls, rows, bytes. */
  readonly unitsOf: (input: Input) => number;
}

/** What decides where a task is done, as measured in this process. */
export interface OffloadCosts {
  /** One unit of work, on this thread. */
  readonly unitMs: number;
  /** From handing a task over until its output is back, when the task itself takes no time. */
  readonly hopMs: number;
}

const PROBE_COUNT = 8;
const HOP_COUNT = 50;

/**
 * Does here what takes no longer than handing it over would, and hands over the rest: a hop for little work costs
 * many times the work, and much work here keeps everything else on this thread waiting. The cost of an input is
 * predicted, not tried. For costs that are learnt on the way use an `AdaptivePool`.
 *
 * @returns gives an output at once where the task was done here: nothing waits for what is there already
 *
 * @example
 * const ways = { here: (n: number) => n + 1, there: async (n: number) => n + 1, unitsOf: (n: number) => n };
 * const next = adaptive(ways, { unitMs: 1, hopMs: 10 });
 * next(10); // => 11
 * await next(11); // => 12
 */
export function adaptive<Input, Output>(
  { here, there, unitsOf }: AdaptiveWays<Input, Output>,
  costs: OffloadCosts,
): (input: Input) => Output | Promise<Output> {
  return (input) => (unitsOf(input) * costs.unitMs <= costs.hopMs ? here(input) : there(input));
}

/**
 * Measures both costs: the fastest of a few probes here, and the median of some hops.
 *
 * @param small an input that takes no time, to be handed over
 * @param known an input long enough for the clock, and short enough to be done here a few times
 * @throws UsageError when `known` is no work
 */
export async function measureOffload<Input, Output>(
  { here, there, unitsOf }: AdaptiveWays<Input, Output>,
  { small, known }: { readonly small: Input; readonly known: Input },
  clock: Clock = monotonicClock,
): Promise<OffloadCosts> {
  const knownUnits = unitsOf(known);
  if (!(knownUnits > 0)) {
    throw new UsageError(
      `Expected \`unitsOf(known)\` to be a number above 0, got ${shown(knownUnits)}; try a \`known\` of some 0.1 ms of work`,
    );
  }
  const probesMs: number[] = [];
  for (let probe = 0; probe < PROBE_COUNT; probe += 1) {
    const startMs = clock.now();
    here(known);
    probesMs.push(clock.now() - startMs);
  }
  const hopsMs: number[] = [];
  for (let hop = 0; hop < HOP_COUNT; hop += 1) {
    const startMs = clock.now();
    await there(small);
    hopsMs.push(clock.now() - startMs);
  }
  return { unitMs: Math.min(...probesMs) / knownUnits, hopMs: median(hopsMs) };
}
