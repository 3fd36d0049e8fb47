import { setTimeout as delay } from "node:timers/promises";
import { RunError } from "../../errors.js";
import { isRunning } from "../../is-running.js";
import { treeCpuMs } from "../../measure/process-tree.js";
import type { Subject } from "../../measure/rounds.js";
import type { SampleBody } from "../../measure/run-job.js";
import { startServer } from "../../measure/server-program.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import type { ReadyProgram } from "../sample-server.js";
import { findServers } from "./fib-programs.js";
import { variantsOf } from "./prepare-servers.js";
import { isAlive, type ProbeOutcome, probes, runProbe } from "./probe.js";

const parameters = {
  limitMs: {
    smoke: 400,
    quick: 400,
    full: 1_000,
    minimum: 50,
    maximum: 60_000,
    says: "patience with an answer, in ms",
  },
} satisfies Record<string, ParameterSpec>;

const START_LIMIT_MS = 15_000;
/** Most of the time goes by in waiting for servers that say nothing; each has its own process and port. */
const SERVERS_AT_ONCE = 4;
/** How long a server may take to die of a probe: of an endless recursion, until its stack is full. */
const FATE_LIMITS_MS = { right: 250, refused: 250, wrong: 250, silent: 6_000 } as const satisfies Record<
  ProbeOutcome,
  number
>;
const POLL_MS = 10;
/** A server that computes less than this in so long waits for input, and no longer dies of what it got. */
const IDLE = { forMs: 500, cpuMs: 5 } as const;

/** D4 `framing`: what each server makes of input that is no tidy request, and whether it lives on. */
export const framing: RunnableExperiment = {
  document: "fib-server",
  id: "framing",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters);
    const ids = variantsOf("framing", settings).map(({ id }) => id);
    const servers = await findServers(ids, settings, preparation);
    return {
      timed: false,
      atOnce: SERVERS_AT_ONCE,
      parameters: chosen,
      cells: { "all-probes": { parameters: chosen } },
      subjects: ids.map((id): Subject => {
        const server = servers.get(id)!;
        if ("missing" in server) return { id, missing: server.missing };
        return { id, sample: ({ signal }) => probeServer(server, chosen.limitMs!, signal) };
      }),
      traced: [],
      limits: {},
      warnings: [],
      close: async () => {},
    };
  },
};

interface ProbeResult {
  readonly outcome: ProbeOutcome;
  readonly survived: boolean;
}

/** Sends each probe; a server that a probe has ended, or that hangs, is replaced before the next. */
async function probeServer(server: ReadyProgram, limitMs: number, signal: AbortSignal): Promise<SampleBody> {
  const results = new Map<string, ProbeResult>();
  const start = () => startServer(server.command, server.argument, { startLimitMs: START_LIMIT_MS, signal });
  let running = await startOrReason(start);
  if (typeof running === "string") return { status: "error", reason: running };
  for (const probe of probes) {
    const outcome = await runProbe(running.report.port, probe, limitMs);
    // Where no answer was awaited or none came, what the probe does to the server may still lie ahead.
    if (probe.leaves || outcome === "silent") await untilFate(running.pid, FATE_LIMITS_MS[outcome], signal);
    const survived = await isAlive(running.report.port, limitMs);
    results.set(probe.name, { outcome, survived });
    if (survived) continue;
    await running.kill();
    signal.throwIfAborted();
    running = await startOrReason(start);
    if (typeof running === "string") return { status: "error", reason: running };
  }
  await running.stop();
  return { status: "ok", counters: countersOf(results) };
}

/** Waits until a process has ended, the limit is over, or, where the system tells, the process has become idle. */
async function untilFate(pid: number, limitMs: number, signal: AbortSignal): Promise<void> {
  let cpuMs = treeCpuMs(pid);
  for (let waitedMs = POLL_MS; waitedMs <= limitMs && !signal.aborted; waitedMs += POLL_MS) {
    await delay(POLL_MS);
    if (!isRunning(pid)) return;
    if (waitedMs % IDLE.forMs > 0) continue;
    const beforeMs = cpuMs;
    cpuMs = treeCpuMs(pid);
    if (cpuMs !== undefined && beforeMs !== undefined && cpuMs - beforeMs < IDLE.cpuMs) return;
  }
}

async function startOrReason<Server>(start: () => Promise<Server>): Promise<Server | string> {
  try {
    return await start();
  } catch (thrown) {
    if (thrown instanceof RunError) return thrown.message;
    throw thrown;
  }
}

function countersOf(results: ReadonlyMap<string, ProbeResult>): Record<string, number> {
  const all = [...results];
  const count = (outcome: ProbeOutcome) => all.filter(([, result]) => result.outcome === outcome).length;
  return {
    handled: all.filter(([, result]) => isHandled(result)).length,
    right: count("right"),
    refused: count("refused"),
    wrong: count("wrong"),
    silent: count("silent"),
    deaths: all.filter(([, { survived }]) => !survived).length,
    ...Object.fromEntries(all.map(([name, result]) => [`handled${name}`, isHandled(result) ? 1 : 0])),
  };
}

function isHandled({ outcome, survived }: ProbeResult): boolean {
  return survived && (outcome === "right" || outcome === "refused");
}
