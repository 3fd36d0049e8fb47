import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { digits } from "../../lib/experiments/fib-server/digits-protocol.js";
import { type Client, openClients, openClientsInTurn } from "../../lib/load/client.js";

/** Answers the first requests of connections only once so many of them wait. */
async function holdingServer(heldCount: number) {
  const waiting: Socket[] = [];
  let mostWaiting = 0;
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      waiting.push(socket);
      mostWaiting = Math.max(mostWaiting, waiting.length);
      if (waiting.length === heldCount) for (const each of waiting.splice(0)) each.write("1\n");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    mostWaiting: () => mostWaiting,
    async close(clients: readonly Client[]) {
      for (const client of clients) client.close();
      server.close();
      await once(server, "close");
    },
  };
}

describe("openClients", () => {
  it("has four first requests on their way at once", async () => {
    const server = await holdingServer(4);
    const clients = await openClients(server.port, 8, digits(1));
    expect([clients.length, server.mostWaiting()]).toEqual([8, 4]);
    await server.close(clients);
  });

  it("has one when they are to connect in turn", async () => {
    const server = await holdingServer(1);
    const clients = await openClientsInTurn(server.port, 3, digits(1));
    expect([clients.length, server.mostWaiting()]).toEqual([3, 1]);
    await server.close(clients);
  });

  it("refuses a port that nobody listens on", async () => {
    const server = await holdingServer(1);
    await server.close([]);
    await expect(openClients(server.port, 8, digits(1))).rejects.toThrow("to listen on port");
  });
});
