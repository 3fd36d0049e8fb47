import { openClients } from "../../load/client.js";
import { type ClosedLoopRecord, runClosedLoop } from "../../load/closed-loop.js";
import { summarizeClosedLoops } from "../../load/closed-loop-summary.js";
import { runOpenLoop } from "../../load/open-loop.js";
import type { OpenLoopRecord } from "../../load/open-loop-tally.js";
import type { LatencyCount } from "../../program.js";
import { cpuMsSince, ownUse } from "../../resource-use.js";
import { type Argument, amountIn, amountsIn, countIn, type JobOutcome } from "../job-program.js";
import { digits } from "./digits-protocol.js";
import { type HeavyRecord, startHeavy } from "./heavy-client.js";

/** What one stage, beside one large n or none, has seen. */
interface Stage {
  readonly closed: readonly ClosedLoopRecord[];
  readonly open: OpenLoopRecord;
  readonly heavy?: HeavyRecord;
  readonly generatorCpuMs: number;
}

const small = digits(1);

/**
 * The load of D4 `interference` from this runtime, for machines without Go; it does what the Go program does: for
 * each of some `large` n, and 0 for none, closed loops as the talk had them, for the rate, then an open loop, for the
 * latency. What each finds is counted under the large n and a slash.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const counters: Record<string, number> = {};
  const latencies: Record<string, readonly LatencyCount[]> = {};
  const answers = new Set<string>();
  const startMs = performance.now();
  for (const large of amountsIn(argument, "large")) {
    const stage = await runBeside(argument, large);
    for (const answer of answersOf(stage)) answers.add(answer);
    for (const [name, value] of Object.entries(countersOf(stage))) counters[`${large}/${name}`] = value;
    latencies[`${large}/responseTime`] = stage.open.responseTime.counts();
    latencies[`${large}/serviceTime`] = stage.open.serviceTime.counts();
  }
  return { workMs: performance.now() - startMs, answers: [...answers].sort(), counters, latencies };
}

/** All connect before the large requests begin: a server that computes in one place would keep them waiting for long. */
async function runBeside(argument: Argument, large: number): Promise<Stage> {
  const port = countIn(argument, "port", 25_000);
  const clients = await openClients(port, countIn(argument, "clients", 3), small);
  const connections = await openClients(port, countIn(argument, "connections", 16), small);
  const [heavyClient] = large > 0 ? await openClients(port, 1, small) : [];
  const before = ownUse();
  const heavy = heavyClient && startHeavy(heavyClient, digits(large));
  const closedPlan = {
    protocol: small,
    warmupMs: amountIn(argument, "leadMs"),
    windowMs: amountIn(argument, "closedMs"),
  };
  const closed = await Promise.all(clients.map((client) => runClosedLoop(client, closedPlan)));
  const open = await runOpenLoop(connections, {
    protocol: small,
    ratePerSecond: countIn(argument, "ratePerSecond", 400),
    warmupMs: 0,
    windowMs: countIn(argument, "openMs", 200),
    drainLimitMs: countIn(argument, "drainMs", 5_000),
  });
  const record = await heavy?.stop();
  return { closed, open, ...(record && { heavy: record }), generatorCpuMs: cpuMsSince(before) };
}

function answersOf({ closed, open, heavy }: Stage): string[] {
  return [...closed, open, ...(heavy ? [heavy] : [])].flatMap((record) => [...record.answers]);
}

/** Of the closed loops the rates alone: latency is the open loop's to tell. */
function countersOf({ closed, open, heavy, generatorCpuMs }: Stage): Record<string, number> {
  const { requests, requestsPerSecond, errors } = summarizeClosedLoops(closed).counters;
  return {
    requests: requests!,
    requestsPerSecond: requestsPerSecond!,
    errors: errors! + (heavy?.failed ? 1 : 0),
    offeredPerSecond: open.offeredPerSecond,
    achievedPerSecond: open.achievedPerSecond,
    lateCount: open.lateCount,
    errorCount: open.errorCount,
    unansweredCount: open.unansweredCount,
    droppedCount: open.droppedCount,
    responseP50Ms: open.responseTime.quantileMs(0.5),
    responseP99Ms: open.responseTime.quantileMs(0.99),
    generatorCpuMs,
    ...(heavy?.largePerSecond !== undefined && { largePerSecond: heavy.largePerSecond }),
  };
}
