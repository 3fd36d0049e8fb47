import { existsSync } from "node:fs";
import path from "node:path";
import type { Document } from "../../catalogue/entry.js";
import { messageOf } from "../../errors.js";
import { JupyterServer } from "../../jupyter/remote/jupyter-server.js";
import { RemoteKernel } from "../../jupyter/remote/remote-kernel.js";
import type { ServerAddress } from "../../jupyter/remote/server-address.js";
import type { NotebookRun } from "../../jupyter/run-notebook.js";
import { Mutex } from "../../primitives/mutex.js";
import { type RunEvent, type RunRequest, runDocument } from "../run-documents.js";
import { describeHost } from "./host-introduction.js";
import { meetServers } from "./meet-servers.js";
import { RunRecord } from "./run-record.js";

export interface ServersRequest extends Omit<RunRequest, "startKernel" | "machine" | "onEvent"> {
  readonly servers: readonly ServerAddress[];
  /** Names for the machines, one for each server; empty for the ones made from their hardware. */
  readonly machines: readonly string[];
  /** Leave out what an earlier run with the same settings has finished. */
  readonly resume: boolean;
  /** Where the run notes what it has done. */
  readonly recordFile: string;
  readonly onEvent: (event: ServersEvent) => void;
}

export type ServersEvent =
  /** A server is about to run these documents; its results are kept under the machine's name. */
  | {
      readonly type: "ready";
      readonly server: string;
      readonly machine: string;
      readonly documents: readonly Document[];
    }
  | { readonly type: "warning"; readonly sentence: string }
  | { readonly type: "run"; readonly server: string; readonly event: RunEvent };

export interface ServerOutcome {
  readonly server: string;
  readonly machine: string;
  /** In order; after an interruption or a loss those that were begun. */
  readonly runs: readonly NotebookRun[];
  /** The documents that have no whole results from this server. */
  readonly missing: readonly Document[];
  /** Why the server ran no further, when something other than a notebook stopped it. */
  readonly problem?: string;
}

/** A server that can run, and what it has to do. */
interface Host {
  readonly server: JupyterServer;
  readonly machine: string;
  readonly documents: readonly Document[];
}

/**
 * Runs every document on every server, servers side by side and one notebook at a time on each, and writes each
 * machine's results as they come. What happens to one server takes nothing from the others.
 *
 * @returns an outcome for each server, in their order; no kernel is left on a server that answers.
 * @throws {UsageError} or {RunError} before anything runs, naming every server that cannot.
 */
export async function runOnServers(request: ServersRequest): Promise<readonly ServerOutcome[]> {
  const record = await RunRecord.open(request.recordFile, settingsOf(request), request);
  const servers = request.servers.map((address) => new JupyterServer(address));
  for (const server of servers) await endLeftKernels(server, record, request);
  const met = await meetServers(servers, request.machines, record, request.signal);
  const here = await describeHost();
  const hosts: Host[] = [];
  for (const { server, machine, host, sharesHardwareWith } of met) {
    const isFinished = ({ slug }: Document) =>
      record.isFinished(server.url, slug, host.code) &&
      existsSync(path.join(request.resultsFolder, machine, `${slug}.json`));
    await record.begin(server.url, machine, host.code);
    const documents = request.documents.filter((document) => !isFinished(document));
    hosts.push({ server, machine, documents });
    request.onEvent({ type: "ready", server: server.label, machine, documents });
    if (host.code !== here.code) warn(request, otherCode(server.label, host.commit, here.commit));
    if (sharesHardwareWith) warn(request, equalMachines(server.label, sharesHardwareWith));
  }
  // Two servers may finish a document at the same time, and there is one report.
  const mutex = new Mutex();
  const afterDocument: RunRequest["afterDocument"] = (measured) =>
    mutex.withLock(() => request.afterDocument(measured));
  return Promise.all(hosts.map((host) => runQueue(host, { ...request, afterDocument }, record)));
}

/** One document after another, until the server is lost or the run interrupted. */
async function runQueue(host: Host, request: ServersRequest, record: RunRecord): Promise<ServerOutcome> {
  const { server, machine, documents } = host;
  const runs: NotebookRun[] = [];
  const missing = new Set(documents);
  const outcome = (problem?: string): ServerOutcome => {
    return { server: server.label, machine, runs, missing: [...missing], ...(problem && { problem }) };
  };
  try {
    for (const document of documents) {
      if (request.signal.aborted) break;
      const run = await runDocument(document, hostRequest(host, request, record));
      runs.push(run);
      if (run.failure?.kind === "lost-server") break;
      if (run.failure !== undefined) continue;
      missing.delete(document);
      await record.finish(server.url, document.slug);
    }
    return outcome();
  } catch (thrown) {
    return outcome(messageOf(thrown));
  }
}

function hostRequest({ server, machine }: Host, request: ServersRequest, record: RunRecord): RunRequest {
  return {
    ...request,
    machine,
    parameters: { ...request.parameters, machine },
    notebooksFolder: path.join(request.notebooksFolder, machine),
    startKernel: (signal) => RemoteKernel.start(server, { signal, ...record.noting(server.url) }),
    onEvent: (event) => request.onEvent({ type: "run", server: server.label, event }),
  };
}

async function endLeftKernels(
  server: JupyterServer,
  record: RunRecord,
  request: ServersRequest,
): Promise<void> {
  for (const id of record.kernelsOf(server.url)) {
    try {
      await server.endKernel(id);
      await record.kernelEnded(server.url, id);
    } catch {
      // A server that does not answer is refused, with the reason, in a moment.
      return;
    }
    warn(request, `${server.label}: ended a kernel that an earlier run had left there`);
  }
}

function warn({ onEvent }: ServersRequest, sentence: string): void {
  onEvent({ type: "warning", sentence });
}

function otherCode(label: string, there: string | null, here: string | null): string {
  const at = (commit: string | null) => (commit === null ? "no commit" : commit.slice(0, 10));
  return `warning: ${label} measures other code than this project has (${at(there)} there, ${at(here)} here), so results may differ for that reason. Try the same commit and \`npm ci\` on both.`;
}

function equalMachines(label: string, other: string): string {
  return `warning: ${label} and ${other} have equal hardware; their results are kept apart by the servers' names. If they are one machine, they disturb each other's measurements: run one after the other then.`;
}

/** All that decides what a run measures and where its results go. */
function settingsOf({ parameters, resultsFolder }: ServersRequest): string {
  const { resume: _resume, machine: _machine, ...settings } = parameters;
  return JSON.stringify({ ...settings, resultsFolder });
}
