import { monotonicClock } from "../clock.js";
import { RunError } from "../errors.js";
import { treeCpuMs } from "../measure/process-tree.js";
import { runJob, type SampleBody } from "../measure/run-job.js";
import { type ServerAccount, type ServerProgram, startServer } from "../measure/server-program.js";
import type { ProgramCommand } from "../program.js";
import { headroom } from "../stats/headroom.js";

/** A program that can be started, and its argument. */
export interface ReadyProgram {
  readonly command: ProgramCommand;
  readonly argument: object;
}

/** One load on one server. */
export interface ServerTrial {
  readonly server: ReadyProgram;
  /** A job program that takes the server's `port`, and its `ports` if it has several, and counts `requestsInAll`, `requestsPerSecond` and `errors`. */
  readonly load: ReadyProgram;
  /** Goes to the load's argument, beside the port. */
  readonly plan: LoadPlan;
  /** Of the one right answer. */
  readonly expectedDigest: string;
  readonly signal: AbortSignal;
  /** What the same load reaches against a server that does nothing, where that is known. */
  readonly ceilingPerSecond?: number;
}

/** What a load program does: closed loops, for as long as the plan says or as long as it wants itself. */
export interface LoadPlan {
  readonly clients: number;
  /** Load before the one that counts, by a run of the program of its own. */
  readonly warmupMs?: number;
  readonly windowMs?: number;
}

/** What looks at a server that listens, or asks it for more, from before its load starts; `load` settles with it. */
export type Beside = (
  server: ServerProgram,
  load: Promise<unknown>,
) => Promise<Readonly<Record<string, number>>>;

const START_LIMIT_MS = 15_000;
const LOAD_LIMIT_MS = 60_000;

/**
 * Starts a server in a fresh process, loads it, and asks it to end. The sample's counters are the load's, what the
 * server cost over the load, and what `beside` has seen; its processor time and peak memory are those that the
 * server reports of itself, from its start to its end, beside the time that the system tells of its process tree.
 * A server that fails makes an `error` sample.
 *
 * @throws only the signal's reason
 */
export async function sampleServer(trial: ServerTrial, beside?: Beside): Promise<SampleBody> {
  const { server, signal } = trial;
  const startMs = monotonicClock.now();
  const sinceStart = () => Math.round((monotonicClock.now() - startMs) * 1000) / 1000;
  let running: ServerProgram | undefined;
  try {
    running = await startServer(server.command, server.argument, { startLimitMs: START_LIMIT_MS, signal });
    const { warmupMs = 0, ...plan } = trial.plan;
    if (warmupMs > 0) await runLoad(trial, running, { ...plan, windowMs: warmupMs });
    const loaded = await loadServer(trial, running, plan, beside);
    const seenMs = treeCpuMs(running.pid);
    const account = await running.stop();
    const sample = withAccount(loaded, trial.plan, account);
    return { ...sample, ...(seenMs !== undefined && { treeCpuMs: seenMs }), wholeMs: sinceStart() };
  } catch (thrown) {
    await running?.kill();
    signal.throwIfAborted();
    if (!(thrown instanceof RunError)) throw thrown;
    return { status: "error", reason: thrown.message, wholeMs: sinceStart() };
  }
}

/** The load's sample with what the server cost meanwhile. */
async function loadServer(
  trial: ServerTrial,
  running: ServerProgram,
  plan: LoadPlan,
  beside: Beside | undefined,
): Promise<SampleBody> {
  const before = treeCpuMs(running.pid);
  const load = runLoad(trial, running, plan);
  const [loaded, seen] = await Promise.all([load, beside?.(running, load)]);
  const after = treeCpuMs(running.pid);
  const treeMs = before === undefined || after === undefined ? undefined : after - before;
  // Those of the load program; the sample is to have the server's.
  const { treeCpuMs: _tree, cpuUserMs: _user, cpuSystemMs: _system, ...body } = loaded;
  if (!body.counters) return body;
  const { gcMs: _gc, eventLoopDelayMaxMs: _delay, ...ofTheLoad } = body.counters;
  const counters = {
    ...ofTheLoad,
    ...seen,
    eachClientPerSecond: (body.counters.requestsPerSecond ?? 0) / plan.clients,
    ...(trial.ceilingPerSecond !== undefined && {
      generatorHeadroom: headroom(body.counters.requestsPerSecond ?? 0, trial.ceilingPerSecond),
    }),
    ...(treeMs !== undefined && isLong(plan) && { cpuPerRequestMs: treeMs / requestsInAll(body) }),
  };
  const cut = (body.counters.errors ?? 0) > 0;
  return {
    ...body,
    ...(cut && { status: "error", reason: "the server left clients without an answer" }),
    counters,
  };
}

function runLoad(
  { load, expectedDigest, signal }: ServerTrial,
  { report }: ServerProgram,
  plan: LoadPlan,
): Promise<SampleBody> {
  const { port, ports } = report;
  const argument = { ...load.argument, ...plan, warmupMs: 0, port, ...(ports && { ports }) };
  return runJob(load.command, argument, { timeLimitMs: LOAD_LIMIT_MS, signal, expectedDigest });
}

/** Where the process tree cannot be read, the server's own account stands in, its start and end included. */
function withAccount(sample: SampleBody, plan: LoadPlan, { usage, counters }: ServerAccount): SampleBody {
  if (!sample.counters) return sample;
  const cpuUserMs = usage.self.userMs + usage.children.userMs;
  const cpuSystemMs = usage.self.systemMs + usage.children.systemMs;
  return {
    ...sample,
    cpuUserMs,
    cpuSystemMs,
    peakRssBytes: Math.max(usage.self.peakRssBytes, usage.children.peakRssBytes),
    counters: {
      ...(isLong(plan) && { cpuPerRequestMs: (cpuUserMs + cpuSystemMs) / requestsInAll(sample) }),
      ...sample.counters,
      ...counters,
    },
  };
}

/** Of a few requests, connecting and leaving would be most of the cost. */
function isLong({ windowMs = 0 }: LoadPlan): boolean {
  return windowMs > 0;
}

function requestsInAll({ counters }: SampleBody): number {
  return counters?.requestsInAll ?? 1;
}
