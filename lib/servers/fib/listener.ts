import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** A listening socket on loopback, and the connections that it has taken. */
export interface FibListener {
  readonly server: Server;
  readonly port: number;
  /** Stops listening and ends every connection, answered or not. */
  close(): void;
}

/**
 * Listens on a free port of loopback. Connections come paused, so that one that waits for its turn raises no event
 * that nobody handles; and half-open, so that a client which ends its side still gets its answers.
 */
export async function openListener(): Promise<FibListener> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    server,
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
