import type { Server } from "node:net";
import { RunError, shown, UsageError } from "../errors.js";

/** The only address that a server of this project binds; nothing it serves is for other machines. */
const ADDRESS = "127.0.0.1";

/** Large enough for every client at once: a full queue would delay connections by a second. */
const BACKLOG = 4096;

/**
 * Binds a server to 127.0.0.1; there is no way to have another address.
 *
 * @param port 0 for any free one.
 * @returns the port.
 * @throws {UsageError} for a port that is taken or not allowed.
 */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, port)));
    server.listen({ port, host: ADDRESS, backlog: BACKLOG }, resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string")
    throw new RunError(`expected a port, came ${shown(bound)}`);
  return bound.port;
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  const reasons: Record<string, string> = { EADDRINUSE: "is taken", EACCES: "is not allowed to this user" };
  const reason = reasons[error.code ?? ""];
  return reason
    ? new UsageError(`expected a free port, came ${port}, which ${reason}; try 0 for any free one`)
    : new RunError(`cannot listen on port ${port}: ${error.message}`);
}
