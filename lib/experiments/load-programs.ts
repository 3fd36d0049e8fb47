import { messageOf, RunError } from "../errors.js";
import { runJob } from "../measure/run-job.js";
import { startServer } from "../measure/server-program.js";
import { compiledModule } from "../paths.js";
import type { ProgramCommand } from "../program.js";
import { median } from "../stats/quantile.js";
import type { Preparation } from "./experiment.js";
import { findPeer, typescriptProgram } from "./programs.js";
import type { LoadPlan, ReadyProgram } from "./sample-server.js";
import type { Settings } from "./settings.js";

/** What loads servers, in Go or in TypeScript. */
export interface LoadProgram extends ReadyProgram {
  /** A server that does nothing, for the same load: in the same language, so that neither waits for the other. */
  readonly nullServer: ReadyProgram;
  /** What a reader must know of it, if anything. */
  readonly warnings: readonly string[];
}

/** A load by the name of its program in each language. */
export interface LoadSource {
  readonly go: string;
  readonly goNullServer: string;
  readonly typescript: string;
  /** What the null server answers. */
  readonly answer: string;
}

/** A server in TypeScript whose time is known: none, unless its argument says so. */
export const knownServer: ProgramCommand = {
  file: process.execPath,
  args: [compiledModule("servers", "known-server-program.js")],
};

const WINDOW_COUNT = 3;
const START_LIMIT_MS = 15_000;
const WINDOW_LIMIT_MS = 60_000;

/** The load from Go where Go is found, else from TypeScript, which is a limit sooner. */
export async function findLoad(
  { go, goNullServer, typescript, answer }: LoadSource,
  settings: Settings,
  preparation: Preparation,
): Promise<LoadProgram> {
  const command = await findPeer({ language: "go", name: go }, settings.peers, preparation);
  const server = await findPeer({ language: "go", name: goNullServer }, settings.peers, preparation);
  if (!("missing" in command) && !("missing" in server)) {
    return { command, argument: {}, nullServer: { command: server, argument: {} }, warnings: [] };
  }
  const missing = "missing" in command ? command.missing : (server as { missing: string }).missing;
  return {
    command: typescriptProgram,
    argument: { program: typescript },
    nullServer: {
      command: knownServer,
      argument: { answer },
    },
    warnings: [
      `The load came from TypeScript, not from Go (${missing}): fast servers may have waited for their client.`,
    ],
  };
}

/**
 * What a load reaches against a server that does nothing, in requests a second: the median of three windows.
 *
 * @returns undefined when the null server or the load failed, of which the samples themselves will tell more.
 * @throws only the signal's reason.
 */
export async function measureCeiling(
  { command, argument, nullServer }: LoadProgram,
  plan: LoadPlan,
  { signal, onStep }: Preparation,
): Promise<number | undefined> {
  onStep("measuring what the load generator can reach");
  const rates: number[] = [];
  try {
    const limits = { startLimitMs: START_LIMIT_MS, signal };
    const server = await startServer(nullServer.command, nullServer.argument, limits);
    try {
      while (rates.length < WINDOW_COUNT) {
        const given = { ...argument, ...plan, port: server.report.port };
        const { counters } = await runJob(command, given, { timeLimitMs: WINDOW_LIMIT_MS, signal });
        if (!counters?.requestsPerSecond) return undefined;
        rates.push(counters.requestsPerSecond);
      }
    } finally {
      await server.kill();
    }
  } catch (thrown) {
    signal.throwIfAborted();
    if (!(thrown instanceof RunError)) throw thrown;
    onStep(`the load generator's ceiling could not be measured: ${messageOf(thrown)}`);
    return undefined;
  }
  return median(rates);
}
