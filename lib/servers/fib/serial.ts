import { on } from "node:events";
import type { Server } from "node:net";
import type { Answer } from "./answer.js";
import { serveConnection } from "./serve-connection.js";

/** Serves one connection to its end before it turns to the next, as the essay's synchronous servers do. */
export async function serve(server: Server, answer: Answer): Promise<void> {
  for await (const [socket] of on(server, "connection")) {
    await serveConnection(socket, answer);
  }
}
