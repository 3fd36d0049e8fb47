import { createServer, type Server, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { httpProtocol } from "../../lib/load/http-protocol.js";
import { requestOnce } from "../../lib/load/request-once.js";
import { listenOnLoopback } from "../../lib/servers/loopback.js";

const LIMIT_MS = 20_000;

describe("requestOnce", () => {
  it("gives the answer, in whatever pieces it comes, and closes its connection", async () => {
    let closed: Promise<unknown> | undefined;
    const port = await planted((socket) => {
      closed = new Promise((resolve) => socket.once("close", resolve));
      socket.write("HTTP/1.1 200 OK\r\nContent-Le");
      setImmediate(() => socket.write("ngth: 5\r\n\r\nright"));
    });
    expect(await requestOnce(port, httpProtocol(), LIMIT_MS)).toBe("right");
    await closed;
  });

  it.each<[string, (socket: Socket) => void]>([
    ["ends early", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nri")],
    ["is reset", (socket) => socket.resetAndDestroy()],
    ["says what is no answer", (socket) => socket.write("HTTP/1.1 200 OK\r\n\r\nright")],
  ])("fails when the connection %s", async (_, serve) => {
    expect(await requestOnce(await planted(serve), httpProtocol(), LIMIT_MS)).toBeNull();
  });

  it("fails when nobody listens, or the answer takes too long", async () => {
    const server = createServer();
    const port = await listenOnLoopback(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await requestOnce(port, httpProtocol(), LIMIT_MS)).toBeNull();
    expect(await requestOnce(await planted(() => {}), httpProtocol(), 20)).toBeNull();
  });
});

async function planted(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("data", () => serve(socket));
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return listenOnLoopback(server);
}
