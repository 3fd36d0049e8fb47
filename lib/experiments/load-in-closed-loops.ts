import type { Client } from "../load/client.js";
import { type ClosedLoopPlan, runClosedLoop } from "../load/closed-loop.js";
import { summarizeClosedLoops } from "../load/closed-loop-summary.js";
import { cpuMsSince, ownUse } from "../resource-use.js";
import type { JobOutcome } from "./job-program.js";

/** Runs a closed loop on every client at once, and reports them as the work of one job. */
export async function loadInClosedLoops(
  clients: readonly Client[],
  plan: ClosedLoopPlan,
): Promise<JobOutcome> {
  const before = ownUse();
  const startMs = performance.now();
  const records = await Promise.all(clients.map((client) => runClosedLoop(client, plan)));
  const workMs = performance.now() - startMs;
  const generatorCpuMs = cpuMsSince(before);
  const { answers, counters, latencies } = summarizeClosedLoops(records);
  return { workMs, answers, counters: { ...counters, generatorCpuMs }, latencies };
}
