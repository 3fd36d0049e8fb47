import dns from "node:dns/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServerProgram, startServer } from "../../../lib/measure/server-program.js";
import { compiledModule } from "../../../lib/paths.js";
import { formatDelayedName } from "../../../lib/servers/dns/delayed-name.js";
import { startProgram } from "../../peers/run-program.js";
import { isAlive } from "../../support/is-alive.js";

const command = { file: process.execPath, args: [compiledModule("servers", "dns", "dns-server-program.js")] };

describe("the DNS server", () => {
  let server: ServerProgram;
  const resolver = new dns.Resolver();
  beforeAll(async () => {
    server = await startServer(command, {}, { startLimitMs: 30_000 });
    resolver.setServers([`127.0.0.1:${server.report.port}`]);
  });
  afterAll(() => server.kill());

  it("answers with the address of the host", async () => {
    expect(await resolver.resolve4(formatDelayedName({ index: 300, delayMs: 0 }))).toEqual(["10.0.1.44"]);
  });

  it("answers a shorter delay first, whatever was asked first", async () => {
    const order: string[] = [];
    const ask = async (label: string, delayMs: number) => {
      await resolver.resolve4(formatDelayedName({ index: 1, delayMs }));
      order.push(label);
    };
    await Promise.all([ask("slow", 400), ask("prompt", 1)]);
    expect(order).toEqual(["prompt", "slow"]);
  });

  it("has no other records of its hosts, and no other hosts", async () => {
    const name = formatDelayedName({ index: 1, delayMs: 0 });
    await expect(resolver.resolve6(name)).rejects.toMatchObject({ code: "ENODATA" });
    await expect(resolver.resolve4("elsewhere.test")).rejects.toMatchObject({ code: "ENOTFOUND" });
  });

  it("counts the queries, and ends with its standard input", async () => {
    const other = await startServer(command, {}, { startLimitMs: 30_000 });
    const own = new dns.Resolver();
    own.setServers([`127.0.0.1:${other.report.port}`]);
    await own.resolve4(formatDelayedName({ index: 1, delayMs: 0 }));
    const { counters } = await other.stop();
    expect(counters.queries).toBe(1);
    expect(isAlive(other.pid)).toBe(false);
  });

  it("refuses a port that is none, in a sentence", async () => {
    const { code, stderr } = await startProgram(command, { port: "53" }).ended;
    expect(code).toBe(2);
    expect(stderr).toBe("expected `port` to be an integer from 0 to 65535, came `53` (string); try 0\n");
  });
});
