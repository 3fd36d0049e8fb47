import path from "node:path";
import { UsageError } from "@interleave/lib/dist/errors.js";
import {
  runOnServers,
  type ServerOutcome,
  type ServersEvent,
  type ServersRequest,
} from "@interleave/lib/dist/experiments/remote/run-on-servers.js";
import { exitCodeOf } from "@interleave/lib/dist/jupyter/failure.js";
import { readServers } from "@interleave/lib/dist/jupyter/remote/server-address.js";
import { checkMachineName } from "@interleave/lib/dist/measure/environment.js";
import { stateFolder } from "@interleave/lib/dist/paths.js";
import { LiveRows } from "./live-rows.js";
import { exitCodes } from "./run-command.js";
import { RunProgress } from "./run-progress.js";
import { shortestPath } from "./shortest-path.js";

export interface StartOnServers
  extends Omit<ServersRequest, "servers" | "machines" | "recordFile" | "onEvent"> {
  /** URLs joined by commas. */
  readonly servers: string;
  readonly tokenFile: string | undefined;
  /** Names joined by commas, one for each server. */
  readonly machines: string | undefined;
  readonly reportFile: string;
  /** What to type to go on. */
  readonly resumeCommand: string;
}

/** Runs the notebooks on the kernels of Jupyter Servers, and tells how each server gets on; returns the exit code. */
export async function startOnServers(options: StartOnServers): Promise<number> {
  const { servers, warnings } = await readServers(options.servers, options.tokenFile);
  for (const warning of warnings) console.error(warning);
  const machines = parseMachines(options.machines, servers.length);
  const rows = new LiveRows();
  const progress = new Map<string, RunProgress>();
  const onEvent = (event: ServersEvent) => {
    if (event.type === "warning") rows.print(event.sentence);
    if (event.type === "run") progress.get(event.server)?.on(event.event);
    if (event.type !== "ready") return;
    rows.print(`${event.server}: machine ${event.machine}, ${toDo(event.documents.length)}`);
    progress.set(event.server, new RunProgress(event.documents.length, rows.row(event.server)));
  };
  const outcomes = await runOnServers({
    ...options,
    servers,
    machines,
    recordFile: path.join(stateFolder(), "servers.json"),
    onEvent,
    afterDocument: async (measured) => {
      await options.afterDocument(measured);
      rows.print(`report: ${shortestPath(options.reportFile)}`);
    },
  }).finally(() => {
    for (const one of progress.values()) one.end();
  });
  return conclude(outcomes, options.resumeCommand, options.signal);
}

function conclude(outcomes: readonly ServerOutcome[], resumeCommand: string, signal: AbortSignal): number {
  const left = outcomes.filter(({ missing }) => missing.length > 0);
  for (const { server, runs, missing, problem } of left) {
    const names = missing.map(({ notebook }) => notebook).join(", ");
    const lost = runs.some(({ failure }) => failure?.kind === "lost-server");
    const how = lost ? `${server} was lost` : (problem ?? `${server} did not finish`);
    console.error(`${how}; missing from it: ${names}`);
  }
  for (const { server, missing } of outcomes) {
    if (left.length > 0 && missing.length === 0) console.log(`${server}: its results are whole`);
  }
  if (left.length === 0) return exitCodes.ok;
  console.error(`finish what is missing with: ${resumeCommand}`);
  signal.throwIfAborted();
  const failures = left.flatMap(({ runs }) => runs.flatMap(({ failure }) => failure ?? []));
  return failures[0] ? exitCodeOf(failures[0].kind) : exitCodes.failed;
}

function parseMachines(list: string | undefined, serverCount: number): readonly string[] {
  if (list === undefined) return [];
  const names = list.split(",").map((name) => checkMachineName(name.trim()));
  if (names.length === serverCount && new Set(names).size === serverCount) return names;
  throw new UsageError(
    `Expected --machine to name each of ${serverCount} servers differently, got ${list}. Try as many names as there are servers, joined by commas, or none.`,
  );
}

function toDo(count: number): string {
  if (count === 0) return "nothing is missing";
  return count === 1 ? "1 notebook to run" : `${count} notebooks to run`;
}
