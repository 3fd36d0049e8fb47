import { RunError } from "../../errors.js";
import { runJob } from "../../measure/run-job.js";
import { type ServerProgram, startServer } from "../../measure/server-program.js";
import { compiledModule } from "../../paths.js";
import type { ProgramCommand } from "../../program.js";
import { median } from "../../stats/quantile.js";
import { runTool } from "../../toolchain/tool.js";
import type { Preparation } from "../experiment.js";
import { findFibLoad } from "../fib-server/fib-programs.js";
import { findHelloLoad } from "../from-python-to-go/hello-load.js";
import { type LoadProgram, measureCeiling } from "../load-programs.js";
import { typescriptProgram } from "../programs.js";
import type { Settings } from "../settings.js";

/** What a generator reaches against a server that does nothing. */
export interface Ceiling {
  readonly generator: "go" | "typescript";
  readonly protocol: "line-based TCP" | "HTTP";
  readonly clients: number;
  readonly requestsPerSecond: number;
}

const CLIENTS = [1, 16, 64];
const WINDOW_MS = 1_000;
const WARMUP_MS = 500;
const WRK_CLIENTS = 16;

/** Every generator against the null server of the settings' languages: that of Go where there is one. */
export async function measureCeilings(settings: Settings, preparation: Preparation): Promise<Ceiling[]> {
  const ceilings: Ceiling[] = [];
  for (const generator of ["go", "typescript"] as const) {
    for (const [protocol, find] of [
      ["line-based TCP", findFibLoad],
      ["HTTP", findHelloLoad],
    ] as const) {
      const load = await loadOf(generator, find, settings, preparation);
      for (const clients of load === undefined ? [] : CLIENTS) {
        const plan = { n: 1, clients, warmupMs: WARMUP_MS, windowMs: WINDOW_MS };
        const requestsPerSecond = await measureCeiling(load!, plan, preparation);
        if (requestsPerSecond !== undefined)
          ceilings.push({ generator, protocol, clients, requestsPerSecond });
      }
    }
  }
  return ceilings;
}

/** Node's own hello-world server: slower than both generators, so that they have one rate to find. */
const helloServer: ProgramCommand = {
  file: process.execPath,
  args: [compiledModule("servers", "hello", "hello-server-program.js")],
};

/**
 * The rate that our HTTP generator in TypeScript finds a server to have, against the rate that wrk finds: the median
 * of the ratios within rounds, in each of which the two take turns, the other one first in every second. Against a
 * server that does nothing the two would compare their own speeds.
 *
 * @returns null where wrk is not installed.
 * @throws RunError when either failed.
 */
export async function ratioToWrk(
  settings: Settings,
  preparation: Preparation,
  { roundCount, windowMs }: { readonly roundCount: number; readonly windowMs: number },
): Promise<number | null> {
  const { signal } = preparation;
  if ((await wrkRate(["-v"], signal)) === null) return null;
  const load = (await loadOf("typescript", findHelloLoad, settings, preparation))!;
  const server = await startServer(helloServer, {}, { startLimitMs: 15_000, signal });
  const seconds = Math.max(1, Math.round(windowMs / 1_000));
  const args = ["-t1", `-c${WRK_CLIENTS}`, `-d${seconds}s`, `http://127.0.0.1:${server.report.port}/`];
  try {
    // Node's server gets faster for some thousand requests: whoever comes first must not pay for that.
    await wrkRate(args, signal);
    const ratios: number[] = [];
    while (ratios.length < roundCount) {
      const before = ratios.length % 2 === 0 ? undefined : await wrkRate(args, signal);
      const ours = await ownRate(load, server, windowMs, signal);
      const theirs = before ?? (await wrkRate(args, signal));
      if (!theirs) throw new RunError("wrk reported no rate");
      ratios.push(ours / theirs);
    }
    return median(ratios);
  } finally {
    await server.kill();
  }
}

/** A generator against the null server that keeps up best: Go's where there is one. Undefined without Go, for Go's. */
async function loadOf(
  generator: Ceiling["generator"],
  find: typeof findFibLoad,
  settings: Settings,
  preparation: Preparation,
): Promise<LoadProgram | undefined> {
  const best = await find(settings, preparation);
  if (generator === "go") return best.command === typescriptProgram ? undefined : best;
  return { ...(await find({ ...settings, peers: [] }, preparation)), nullServer: best.nullServer };
}

async function ownRate(
  load: LoadProgram,
  { report }: ServerProgram,
  windowMs: number,
  signal: AbortSignal,
): Promise<number> {
  const plan = { clients: WRK_CLIENTS, warmupMs: WARMUP_MS, windowMs, port: report.port };
  const { counters, reason } = await runJob(
    load.command,
    { ...load.argument, ...plan },
    { timeLimitMs: 60_000, signal },
  );
  if (!counters?.requestsPerSecond) throw new RunError(`the load failed: ${reason ?? "it had no rate"}`);
  return counters.requestsPerSecond;
}

/** Null where there is no wrk; 0 where it printed no rate. */
async function wrkRate(args: readonly string[], signal: AbortSignal): Promise<number | null> {
  const { stdout, failure } = await runTool("wrk", args, { limitMs: 60_000, signal });
  if (failure?.includes("ENOENT")) return null;
  return Number(/^Requests\/sec:\s+([\d.]+)/m.exec(stdout)?.[1] ?? 0);
}
