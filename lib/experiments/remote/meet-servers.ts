import { messageOf, RunError, UsageError } from "../../errors.js";
import type { JupyterServer } from "../../jupyter/remote/jupyter-server.js";
import { RemoteKernel } from "../../jupyter/remote/remote-kernel.js";
import { onAbort } from "../../on-abort.js";
import type { HostIntroduction } from "./host-introduction.js";
import { machineNames } from "./machine-names.js";
import { meetHost } from "./meet-host.js";
import type { RunRecord } from "./run-record.js";

export interface MetServer {
  readonly server: JupyterServer;
  /** The name under which its results are kept. */
  readonly machine: string;
  readonly host: HostIntroduction;
  /** The first server before it whose hardware is described by the same words. */
  readonly sharesHardwareWith?: string;
}

/**
 * Makes sure that every server can run our notebooks, and gives each host a name for its results: the one given, or
 * the one that this run gave it before, or else one made from its hardware.
 *
 * @param names one for each server, or none.
 * @throws {UsageError} when a server refuses the token, lacks the kernel or has another version of the project;
 * {RunError} when one does not answer. The message names every such server.
 */
export async function meetServers(
  servers: readonly JupyterServer[],
  names: readonly string[],
  record: RunRecord,
  signal: AbortSignal,
): Promise<readonly MetServer[]> {
  const met = await Promise.allSettled(servers.map((server) => meet(server, record, signal)));
  signal.throwIfAborted();
  const hosts = valuesOf(met);
  const urls = servers.map(({ url }) => url);
  const byHardware = machineNames(
    servers.map(({ label }, index) => ({ label, machine: hosts[index]!.machine })),
    record.machinesBeside(urls),
  );
  return servers.map((server, index) => {
    const host = hosts[index]!;
    const machine = names[index] ?? record.machineOf(server.url) ?? byHardware[index]!;
    const equal = servers.find((_, other) => other < index && hosts[other]!.machine === host.machine);
    return { server, machine, host, ...(equal && { sharesHardwareWith: equal.label }) };
  });
}

async function meet(
  server: JupyterServer,
  record: RunRecord,
  signal: AbortSignal,
): Promise<HostIntroduction> {
  await server.check(signal);
  const kernel = await RemoteKernel.start(server, { signal, ...record.noting(server.url) });
  const stopListening = onAbort(signal, () => void kernel.shutdown());
  try {
    return await meetHost(kernel, server.label);
  } finally {
    stopListening();
    await kernel.shutdown();
  }
}

/** @throws one error for all that failed. */
function valuesOf<Value>(settled: readonly PromiseSettledResult<Value>[]): readonly Value[] {
  const reasons = settled.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  if (reasons.length > 0) {
    const message = `${reasons.map(messageOf).join("\n")}\nNothing was run.`;
    throw reasons.some((reason) => reason instanceof UsageError)
      ? new UsageError(message)
      : new RunError(message);
  }
  return settled.map((one) => (one as PromiseFulfilledResult<Value>).value);
}
