import { setTimeout as delay } from "node:timers/promises";
import { compute } from "../../workloads/compute.js";
import { type Argument, choiceIn, countIn, type JobOutcome } from "../job-program.js";
import { blockingWays } from "./blocking-ways.js";
import { SteadyHeartbeat } from "./steady-heartbeat.js";

const NS_PER_MS = 1_000_000;
const WARM_UP_MS = 20;
const WARM_UP_STEPS = 200_000;

/**
 * D3 `blocking`: computes in one of several ways beside a heartbeat.
 * Argument: `variant`, `steps`, `sliceMs`, `idleMs`.
 *
 * `heartbeatDelayP99Ms` is how late at most 99 of 100 beats came that were due while the work lasted.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const work = {
    stepCount: countIn(argument, "steps", 100_000_000),
    sliceMs: countIn(argument, "sliceMs", 5),
    idleMs: countIn(argument, "idleMs", 150),
  };
  const way = await blockingWays[choiceIn(argument, "variant", blockingWays)]();
  await warmUp();

  const heartbeat = new SteadyHeartbeat();
  const startMs = performance.now();
  const answer = await way.perform(work);
  const workMs = performance.now() - startMs;
  const delaysMs = [...heartbeat.stop()].sort((a, b) => a - b);

  await way.close?.();
  return {
    workMs,
    answers: answer === undefined ? [] : [String(answer)],
    counters: {
      beats: delaysMs.length,
      heartbeatDelayP99Ms: delaysMs[Math.ceil(delaysMs.length * 0.99) - 1] ?? 0,
      heartbeatDelayMaxMs: delaysMs.at(-1) ?? 0,
    },
    latencies: { heartbeatDelay: delaysMs.map((ms) => [Math.round(ms * NS_PER_MS), 1]) },
  };
}

/** Timers and computing run as compiled code before they are measured. */
async function warmUp(): Promise<void> {
  const heartbeat = new SteadyHeartbeat();
  compute(0, WARM_UP_STEPS);
  await delay(WARM_UP_MS);
  heartbeat.stop();
}
