import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { listenOnLoopback } from "../../../lib/servers/loopback.js";
import { Relay } from "../../../lib/servers/origin/relay.js";

const open: (Server | Socket)[] = [];

afterEach(() => {
  for (const one of open.splice(0)) "destroy" in one ? one.destroy() : one.close();
});

async function relayTo(
  serve: (socket: Socket) => void,
  rttMs: number,
): Promise<{ relay: Relay; client: Socket }> {
  const upstream = createServer({ allowHalfOpen: true }, (socket) => {
    open.push(socket);
    socket.on("error", () => {});
    serve(socket);
  });
  const relay = new Relay({ upstreamPort: await listenOnLoopback(upstream), rttMs });
  const client = connect({ port: await listenOnLoopback(relay.server), allowHalfOpen: true });
  open.push(upstream, relay.server, client);
  return { relay, client };
}

async function textOf(socket: Socket): Promise<string> {
  let text = "";
  socket.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  await once(socket, "end");
  return text;
}

it("passes bytes both ways and the end of each way on its own", async () => {
  const { relay, client } = await relayTo((socket) => {
    void textOf(socket).then((text) => socket.end(`heard ${text}`));
  }, 4);
  client.end("hello");
  expect(await textOf(client)).toBe("heard hello");
  expect(relay.counters()).toMatchObject({ connections: 1, maxOpen: 1, bytesUp: 5, bytesDown: 11 });
});

it("delivers a megabyte whole to a client that starts reading late", async () => {
  const megabyte = "x".repeat(1_000_000);
  const { client } = await relayTo((socket) => socket.end(megabyte), 0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await textOf(client)).toBe(megabyte);
});

it("pauses a server whose client does not read", async () => {
  let sent = 0;
  const chunk = Buffer.alloc(1_000_000);
  const { relay, client } = await relayTo((socket) => {
    const more = () => {
      while (sent < 200 && socket.write(chunk)) sent++;
      if (sent++ < 200) socket.once("drain", more);
    };
    more();
  }, 0);
  client.pause();
  await expect.poll(() => relay.counters().bytesDown, { timeout: 10_000 }).toBeGreaterThan(1_000_000);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(sent).toBeLessThan(100);
});

it("passes a reset on, after the bytes before it", async () => {
  const { client } = await relayTo((socket) => {
    socket.write("part", () => setTimeout(() => socket.resetAndDestroy(), 20));
  }, 10);
  let text = "";
  client.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  const [error] = await once(client, "error");
  expect(error).toMatchObject({ code: "ECONNRESET" });
  expect(text).toBe("part");
});

it("resets a client when the server refuses", async () => {
  const gone = createServer();
  const upstreamPort = await listenOnLoopback(gone);
  gone.close();
  await once(gone, "close");
  const relay = new Relay({ upstreamPort, rttMs: 0 });
  const client = connect({ port: await listenOnLoopback(relay.server) });
  open.push(relay.server, client);
  const [error] = await once(client, "error");
  expect(error).toMatchObject({ code: "ECONNRESET" });
});

it("binds loopback only", async () => {
  const relay = new Relay({ upstreamPort: 1, rttMs: 0 });
  open.push(relay.server);
  await listenOnLoopback(relay.server);
  expect((relay.server.address() as AddressInfo).address).toBe("127.0.0.1");
});
