import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type ServerProgram, startServer } from "../../lib/measure/server-program.js";
import { goProgram, pypyProgram, pythonProgram } from "../../lib/peers/peer.js";
import type { MissingProgram, ProgramCommand } from "../../lib/program.js";
import { processesWith, untilGone } from "../measure/processes.js";
import { startProgram } from "../peers/run-program.js";
import { isAlive } from "../support/is-alive.js";
import { LineClient } from "../support/line-client.js";

interface Peer {
  readonly title: string;
  readonly command: ProgramCommand | MissingProgram;
  readonly argument?: object;
  /** Serves several clients at once. */
  readonly concurrent?: boolean;
}

const python = (name: string) => pythonProgram(name, { packages: false });
const peers: readonly Peer[] = [
  { title: "python fib_serial", command: await python("fib_serial") },
  { title: "python fib_threads", command: await python("fib_threads"), concurrent: true },
  { title: "python fib_coroutines", command: await python("fib_coroutines"), concurrent: true },
  {
    title: "python fib_coroutines inline",
    command: await python("fib_coroutines"),
    argument: { inline: true },
    concurrent: true,
  },
  { title: "python fib_asyncio", command: await python("fib_asyncio"), concurrent: true },
  { title: "pypy fib_serial", command: await pypyProgram("fib_serial") },
  { title: "pypy fib_coroutines", command: await pypyProgram("fib_coroutines"), concurrent: true },
  { title: "go fib-serial", command: await goProgram("fib-serial") },
  { title: "go fib-concurrent", command: await goProgram("fib-concurrent"), concurrent: true },
];

async function withServer(peer: Peer, use: (server: ServerProgram) => Promise<void>): Promise<void> {
  if ("missing" in peer.command) throw new Error(peer.command.missing);
  const server = await startServer(peer.command, peer.argument ?? {}, { startLimitMs: 30_000 });
  try {
    await use(server);
  } finally {
    await server.kill();
  }
}

async function answer(client: LineClient, request: string): Promise<string | undefined> {
  client.send(request);
  return (await client.lines(1))[0];
}

// At once: each test has a server of its own, and mostly waits for it.
for (const peer of peers) {
  const why = "missing" in peer.command ? ` (skipped: ${peer.command.missing})` : "";
  describe.skipIf(why !== "")(`${peer.title}${why}`, { concurrent: true }, () => {
    it("answers bare digits again and again, then the next client", () =>
      withServer(peer, async ({ report }) => {
        for (let round = 0; round < 2; round += 1) {
          const client = await LineClient.open(report.port);
          expect(await answer(client, "1")).toBe("1");
          expect(await answer(client, "20")).toBe("6765");
          client.close();
        }
      }));

    it(peer.concurrent ? "serves clients at once" : "serves one client at a time", () =>
      withServer(peer, async ({ report }) => {
        const first = await LineClient.open(report.port);
        await answer(first, "1");
        const second = await LineClient.open(report.port);
        const served = await Promise.race([answer(second, "2").then(() => true), delay(2_000, false)]);
        expect(served).toBe(peer.concurrent === true);
        first.close();
        second.close();
      }),
    );

    it("ends with its standard input, with a client connected, and tells what it used", () =>
      withServer(peer, async (server) => {
        const client = await LineClient.open(server.report.port);
        await answer(client, "1");
        const { usage } = await server.stop();
        expect(usage.self.userMs + usage.self.systemMs).toBeGreaterThan(0);
        expect(isAlive(server.pid)).toBe(false);
      }));
  });
}

/** A server that dies closes its connections before it has said why; ending it meanwhile would cut that short. */
const itsOwnEnd = (server: ServerProgram) =>
  expect.poll(() => isAlive(server.pid), { timeout: 10_000 }).toBe(false);

const find = (title: string) => peers.find((peer) => peer.title === title)!;
const isMissing = (title: string) => "missing" in find(title).command;

describe.skipIf(isMissing("python fib_serial"))("the essay's Python servers, as published", () => {
  it.each(["python fib_serial", "python fib_coroutines"])("%s dies of a request that is no number", (title) =>
    withServer(find(title), async (server) => {
      const client = await LineClient.open(server.report.port);
      expect(await answer(client, "abc")).toBeUndefined();
      await itsOwnEnd(server);
      await expect(server.stop()).rejects.toThrow(/ended with exit code 1: .*ValueError.*abc/);
    }),
  );

  it("die of two requests in one segment as well", () =>
    withServer(find("python fib_serial"), async (server) => {
      const client = await LineClient.open(server.report.port);
      expect(await answer(client, "1\n1\n")).toBeUndefined();
      await itsOwnEnd(server);
      await expect(server.stop()).rejects.toThrow(/ValueError/);
    }));

  it("hand every fib of the concurrent one to a pool of processes, which ends with the server", () =>
    withServer(find("python fib_coroutines"), async (server) => {
      const client = await LineClient.open(server.report.port);
      await answer(client, "20");
      const { usage } = await server.stop();
      expect(usage.children.userMs + usage.children.systemMs).toBeGreaterThan(0);
    }));
});

describe.skipIf(isMissing("python fib_coroutines"))("the Python server with a pool of processes", () => {
  it("leaves none of them behind when it is killed alone", async () => {
    const marker = randomUUID();
    const { child } = startProgram(find("python fib_coroutines").command as ProgramCommand, {
      workers: 2,
      marker,
    });
    const [line] = (await once(child.stdout!, "data")) as [Buffer];
    const client = await LineClient.open(JSON.parse(String(line)).port);
    await answer(client, "10");
    expect(processesWith(marker).length).toBeGreaterThan(1);
    child.kill("SIGKILL");
    expect(await untilGone(marker)).toEqual([]);
  });
});

describe.skipIf(isMissing("go fib-serial"))("the essay's Go servers, as published", () => {
  it.each(["go fib-serial", "go fib-concurrent"])("%s takes what is no number for 0 and answers 1", (title) =>
    withServer(find(title), async ({ report }) => {
      const client = await LineClient.open(report.port);
      expect(await answer(client, "abc")).toBe("1");
      expect(await answer(client, "20")).toBe("6765");
      client.close();
    }),
  );

  it("answer two requests in one segment once, and wrongly", () =>
    withServer(find("go fib-concurrent"), async ({ report }) => {
      const client = await LineClient.open(report.port);
      client.send("3\n3\n");
      expect(await Promise.race([client.lines(2), delay(500, "no second line")])).toBe("no second line");
      client.close();
      expect(await client.lines(1)).toEqual(["1"]);
    }));
});
