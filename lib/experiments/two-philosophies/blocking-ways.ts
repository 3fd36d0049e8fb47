import { setImmediate as aroundTheLoop, setTimeout as delay } from "node:timers/promises";
import { compute } from "../../workloads/compute.js";
import { openComputeThreads } from "../from-python-to-go/compute-threads.js";

/** One piece of computing beside an event loop that has timers to serve. */
export interface BlockingWork {
  readonly stepCount: number;
  /** How long a slice computes before it lets others have a turn. */
  readonly sliceMs: number;
  /** How long the idle way waits in place of computing. */
  readonly idleMs: number;
}

/** A way to do the work, opened before the clock starts. */
export interface BlockingWay {
  /** @returns the number at which the computing ends; undefined where nothing is computed */
  perform(work: BlockingWork): Promise<number | undefined>;
  close?(): Promise<void>;
}

export const blockingWays = {
  idle: ready({
    perform: async ({ idleMs }) => {
      await delay(idleMs);
      return undefined;
    },
  }),
  inline: ready({ perform: async ({ stepCount }) => compute(0, stepCount) }),
  "sliced-promises": ready({ perform: (work) => inSlices(work, () => null) }),
  sliced: ready({ perform: (work) => inSlices(work, () => aroundTheLoop()) }),
  offloaded: openThread,
} satisfies Record<string, () => Promise<BlockingWay>>;

/** So few that a slice ends within a fraction of a millisecond of its time. */
const STEPS_BETWEEN_LOOKS = 50_000;

async function inSlices(
  { stepCount, sliceMs }: BlockingWork,
  letOthersRun: () => Promise<unknown> | null,
): Promise<number> {
  let value = 0;
  let endMs = performance.now() + sliceMs;
  for (let left = stepCount; left > 0; left -= STEPS_BETWEEN_LOOKS) {
    value = compute(value, Math.min(left, STEPS_BETWEEN_LOOKS));
    if (performance.now() < endMs) continue;
    await letOthersRun();
    endMs = performance.now() + sliceMs;
  }
  return value;
}

async function openThread(): Promise<BlockingWay> {
  const pool = openComputeThreads(1);
  await pool.run({ start: 0, stepCount: 0 });
  return { perform: ({ stepCount }) => pool.run({ start: 0, stepCount }), close: () => pool.close() };
}

function ready(way: BlockingWay): () => Promise<BlockingWay> {
  return async () => way;
}
