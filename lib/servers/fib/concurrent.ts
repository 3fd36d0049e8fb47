import { on } from "node:events";
import type { Server } from "node:net";
import type { Answer } from "./answer.js";
import { serveConnection } from "./serve-connection.js";

/** Serves every connection as it comes, all on one event loop. */
export async function serve(server: Server, answer: Answer): Promise<void> {
  for await (const [socket] of on(server, "connection")) {
    void serveConnection(socket, answer);
  }
}
