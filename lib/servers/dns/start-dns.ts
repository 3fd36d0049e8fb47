import { compiledModule } from "../../paths.js";
import { ServerProcess } from "../server-process.js";

/** A DNS server with set delays, for clients that can be told its address. */
export interface LocalDns {
  /** Address and port. */
  readonly address: string;
  /** Resolves once its process has ended. */
  stop(): Promise<void>;
}

/** Starts the server on a free port of 127.0.0.1, as a process of its own that ends when this one does. */
export async function startDns(): Promise<LocalDns> {
  const program = compiledModule("servers", "dns", "dns-server-program.js");
  const server = await ServerProcess.start({ file: process.execPath, args: [program] }, { port: 0 });
  return { address: `127.0.0.1:${server.report.port}`, stop: () => server.stop() };
}
