import { availableParallelism } from "node:os";
import type { VariantId } from "../../catalogue/entry.js";
import { compiledModule } from "../../paths.js";
import type { MissingProgram, ProgramCommand } from "../../program.js";
import type { Preparation } from "../experiment.js";
import { findLoad, type LoadProgram } from "../load-programs.js";
import { findPeer, languageOf } from "../programs.js";
import type { ReadyProgram } from "../sample-server.js";
import type { Settings } from "../settings.js";

/** As many processes as the essay's Python program has; every server that hands work over gets as many. */
const WORKERS = 4;
/** The essay's. */
const GOMAXPROCS = "3";

interface ServerSource {
  /** The program's name in its language's folder; none for TypeScript, which has one entry. */
  readonly name?: string;
  readonly argument?: object;
  readonly env?: Readonly<Record<string, string>>;
}

const sources: Readonly<Record<VariantId, ServerSource>> = {
  "ts/serial": { argument: { variant: "serial" } },
  "ts/serial-copy": { argument: { variant: "serial" } },
  "ts/inline": { argument: { variant: "inline" } },
  "ts/inline-copy": { argument: { variant: "inline" } },
  "ts/piscina": { argument: { variant: "piscina", workers: WORKERS } },
  "ts/pool": { argument: { variant: "pool", workers: WORKERS } },
  "ts/shared-memory": { argument: { variant: "shared-memory", workers: WORKERS } },
  "ts/adaptive": { argument: { variant: "adaptive", workers: WORKERS } },
  "ts/cluster": { argument: { variant: "cluster", workers: availableParallelism() } },
  "ts/coroutines": { argument: { variant: "coroutines", workers: WORKERS } },
  "ts/number": { argument: { variant: "inline", form: "number" } },
  "ts/number-copy": { argument: { variant: "inline", form: "number" } },
  "ts/bigint": { argument: { variant: "inline", form: "bigint" } },
  "ts/webassembly": { argument: { variant: "inline", form: "webassembly" } },
  "python/serial": { name: "fib_serial" },
  "python/threads": { name: "fib_threads" },
  "python/coroutines": { name: "fib_coroutines", argument: { workers: WORKERS } },
  "python/asyncio": { name: "fib_asyncio" },
  "pypy/serial": { name: "fib_serial" },
  "pypy/coroutines": { name: "fib_coroutines", argument: { workers: WORKERS } },
  "go/serial": { name: "fib-serial" },
  "go/ceiling": { name: "fib-ceiling" },
  "go/concurrent": { name: "fib-concurrent", env: { GOMAXPROCS } },
  "go/concurrent-one-core": { name: "fib-concurrent", env: { GOMAXPROCS: "1" } },
};

const typescriptServer: ProgramCommand = {
  file: process.execPath,
  args: [compiledModule("experiments", "fib-server", "fib-server-program.js")],
};

/** The server of a variant, or why it cannot run here. */
export async function findServer(
  id: VariantId,
  settings: Settings,
  preparation: Preparation,
): Promise<ReadyProgram | MissingProgram> {
  const { name, argument = {}, env } = sources[id]!;
  const language = languageOf(id);
  if (language === "typescript" || name === undefined) {
    return { command: typescriptServer, argument: { program: "fib-server", ...argument } };
  }
  const command = await findPeer({ language, name }, settings.peers, preparation);
  if ("missing" in command) return command;
  return { command: env ? { ...command, env: { ...command.env, ...env } } : command, argument };
}

/** The servers of several variants, by id. */
export async function findServers(
  ids: readonly VariantId[],
  settings: Settings,
  preparation: Preparation,
): Promise<ReadonlyMap<VariantId, ReadyProgram | MissingProgram>> {
  const found = new Map<VariantId, ReadyProgram | MissingProgram>();
  for (const id of ids) found.set(id, await findServer(id, settings, preparation));
  return found;
}

/** The client that loads the servers, in the manner of the essay's. */
export function findFibLoad(settings: Settings, preparation: Preparation): Promise<LoadProgram> {
  return findLoad({ ...nullServer, go: "fib-load", typescript: "fib-server/load" }, settings, preparation);
}

/** Small requests, alone and beside a client with large ones. */
export function findInterferenceLoad(settings: Settings, preparation: Preparation): Promise<LoadProgram> {
  const source = { ...nullServer, go: "fib-interference", typescript: "fib-server/interference-load" };
  return findLoad(source, settings, preparation);
}

const nullServer = { goNullServer: "fib-ceiling", answer: "1\n" };
