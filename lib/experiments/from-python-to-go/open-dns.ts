import { platform } from "node:os";
import { RunError } from "../../errors.js";
import { type ServerProgram, startServer } from "../../measure/server-program.js";
import { compiledModule } from "../../paths.js";
import type { MissingProgram, ProgramCommand } from "../../program.js";
import { inNetworkOf, inPrivateNetwork } from "../../servers/dns/private-network.js";
import { runTool } from "../../toolchain/tool.js";
import type { Preparation } from "../experiment.js";

/** A DNS server with set delays, and the way for a program to resolve its names there. */
export interface DnsServer {
  /** Address and port, for programs that can be told them. */
  readonly address: string;
  /** The command where the system's own settings lead to this server, or why there is no such place. */
  place(command: ProgramCommand): ProgramCommand | MissingProgram;
  close(): Promise<void>;
}

const serverCommand: ProgramCommand = {
  file: process.execPath,
  args: [compiledModule("servers", "dns", "dns-server-program.js")],
};

const DNS_PORT = 53;
const START_LIMIT_MS = 15_000;
const PROBE_LIMIT_MS = 5_000;

/**
 * Starts the server in a network of its own, where the system's settings can point to it; where that is not possible,
 * beside this process on a free port, which only programs can use that take the server's address.
 */
export async function openDns({ signal, onStep }: Preparation): Promise<DnsServer> {
  onStep("starting the DNS server in a network of its own");
  const network = await openPrivateNetwork(signal);
  if (!("missing" in network)) {
    return {
      address: addressOf(network),
      place: (command) => inNetworkOf(network.pid, command),
      close: () => end(network),
    };
  }
  const server = await start(serverCommand, 0, signal);
  return { address: addressOf(server), place: () => network, close: () => end(server) };
}

async function openPrivateNetwork(signal: AbortSignal): Promise<ServerProgram | MissingProgram> {
  if (platform() !== "linux") return { missing: "needs Linux user namespaces" };
  let server: ServerProgram | undefined;
  try {
    server = await start(inPrivateNetwork(serverCommand), DNS_PORT, signal);
    await probe(server.pid);
    return server;
  } catch (thrown) {
    await server?.kill();
    signal.throwIfAborted();
    if (!(thrown instanceof RunError)) throw thrown;
    return { missing: `needs Linux user namespaces: ${thrown.message}` };
  }
}

/** Some systems let a process make namespaces and let none join them. */
async function probe(pid: number): Promise<void> {
  const { file, args } = inNetworkOf(pid, { file: "true", args: [] });
  const { failure } = await runTool(file, args, { limitMs: PROBE_LIMIT_MS });
  if (failure !== undefined) throw new RunError(`nsenter failed: ${failure}`);
}

function start(command: ProgramCommand, port: number, signal: AbortSignal): Promise<ServerProgram> {
  return startServer(command, { port }, { startLimitMs: START_LIMIT_MS, signal });
}

function addressOf({ report }: ServerProgram): string {
  return `127.0.0.1:${report.port}`;
}

async function end(server: ServerProgram): Promise<void> {
  try {
    await server.stop();
  } catch {
    // The samples are taken, and the server is gone either way.
  }
}
