import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServerProgram, startServer } from "../../lib/measure/server-program.js";
import { compiledModule } from "../../lib/paths.js";
import { isAlive } from "../support/is-alive.js";
import { LineClient } from "../support/line-client.js";

const command = {
  file: process.execPath,
  args: [compiledModule("experiments", "fib-server", "fib-server-program.js")],
};
const variants = [
  { variant: "serial" },
  { variant: "inline" },
  { variant: "inline", form: "webassembly" },
  { variant: "piscina", workers: 2 },
  { variant: "pool", workers: 2 },
  { variant: "shared-memory", workers: 2 },
  { variant: "adaptive", workers: 2 },
  { variant: "coroutines", workers: 2 },
  { variant: "cluster", workers: 2 },
];

/** Serves one connection at a time, so several clients must take turns. */
const takesTurns = (variant: string) => variant === "serial";

async function ask(port: number, request: string): Promise<string[]> {
  const client = await LineClient.open(port);
  client.send(request);
  const lines = await client.lines(1);
  client.close();
  return lines;
}

describe.each(variants)("the fib server %j", (argument) => {
  let server: ServerProgram;
  let port: number;
  beforeAll(async () => {
    server = await startServer(command, { program: "fib-server", ...argument }, { startLimitMs: 30_000 });
    port = server.report.port;
  });
  afterAll(() => server.kill());

  it("answers a line, and the essay's bare digits", async () => {
    expect(await ask(port, "10\n")).toEqual(["55"]);
    expect(await ask(port, "10")).toEqual(["55"]);
  });

  it("answers the essay's client again and again on one connection", async () => {
    const client = await LineClient.open(port);
    for (const [n, answer] of [
      ["1", "1"],
      ["20", "6765"],
      ["2", "1"],
    ] as const) {
      client.send(n);
      expect(await client.lines(1)).toEqual([answer]);
    }
    client.close();
  });

  it("answers merged requests one by one, in their order, the dear before the cheap", async () => {
    const client = await LineClient.open(port);
    client.send("27\n1\n22\n3\n");
    expect(await client.lines(4)).toEqual(["196418", "1", "17711", "2"]);
    client.close();
  });

  it("puts a torn request together", async () => {
    const client = await LineClient.open(port);
    client.send("1\n1");
    await delay(50);
    client.send("0\n");
    expect(await client.lines(2)).toEqual(["1", "55"]);
    client.close();
  });

  it("refuses what is no request, says why, and goes on", async () => {
    const client = await LineClient.open(port);
    client.send("abc\n\n-1\n1000000000\n7\n");
    const lines = await client.lines(5);
    expect(lines.pop()).toBe("13");
    for (const line of lines) expect(line).toMatch(/^error: expected a whole number from 1 to 45, got /);
    client.close();
  });

  it("gives a client that ends its side the answers that are due, and ends the other", async () => {
    const client = await LineClient.open(port);
    client.send("25\n3");
    client.endSending();
    expect(await client.lines(3)).toEqual(["75025", "2"]);
  });

  it("ends a connection that sends without sense", async () => {
    const client = await LineClient.open(port);
    client.send("9".repeat(1_000));
    expect((await client.lines(2)).every((line) => line.startsWith("error: "))).toBe(true);
  });

  it("outlives clients that leave while they are owed an answer", async () => {
    for (let count = 0; count < 5; count += 1) {
      const client = await LineClient.open(port);
      client.send("25\n25\n");
      await delay(2);
      client.reset();
    }
    expect(await ask(port, "1\n")).toEqual(["1"]);
  });

  it("serves many clients", async () => {
    const clients: LineClient[] = [];
    const asked = Array.from({ length: 20 }, async (_, index) => {
      const client = await LineClient.open(port);
      clients.push(client);
      client.send(`${index + 1}\n`);
      const lines = await client.lines(1);
      // Otherwise the next one's turn would never come.
      if (takesTurns(argument.variant)) client.close();
      return lines[0];
    });
    const answers = (await Promise.all(asked)).map(Number);
    for (const client of clients) client.close();
    for (let index = 2; index < 20; index += 1)
      expect(answers[index]).toBe(answers[index - 1]! + answers[index - 2]!);
  });

  it("lets a client wait for a connection that is open before it, or not", async () => {
    const first = await LineClient.open(port);
    first.send("1\n");
    await first.lines(1);
    const second = ask(port, "2\n");
    const served = await Promise.race([second.then(() => true), delay(300, false)]);
    expect(served).toBe(!takesTurns(argument.variant));
    first.close();
    expect(await second).toEqual(["1"]);
  });

  it("ends with its standard input, with connections open, and tells what it used", async () => {
    const own = await startServer(command, { program: "fib-server", ...argument }, { startLimitMs: 30_000 });
    const client = await LineClient.open(own.report.port);
    client.send("1\n");
    await client.lines(1);
    const { usage, counters } = await own.stop();
    expect(usage.self.userMs + usage.self.systemMs).toBeGreaterThan(0);
    expect(usage.children.userMs > 0).toBe(argument.variant === "cluster");
    expect(counters.inlineUpTo !== undefined).toBe(argument.variant === "adaptive");
    expect(await client.lines(1)).toEqual([]);
    expect(isAlive(own.pid)).toBe(false);
  });
});

describe("a fib server's argument", () => {
  it.each([
    [{ variant: "best" }, /Expected `variant` to be one of serial, inline, .* got `best`/],
    [{ variant: "inline", form: "decimal" }, /Expected `form` to be one of number, bigint, webassembly, got/],
    [{ variant: "pool", workers: 0 }, /Expected `workers` to be an integer from 1 up, got `0` \(number\)/],
  ])("%j is refused with a sentence", async (argument, sentence) => {
    await expect(startServer(command, argument, { startLimitMs: 30_000 })).rejects.toThrow(sentence);
  });
});
