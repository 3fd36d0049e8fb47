import { describe, expect, it } from "vitest";
import { RunError } from "../../lib/errors.js";
import { startServer } from "../../lib/measure/server-program.js";
import { isAlive } from "../support/is-alive.js";
import { fixtureProgram } from "./processes.js";

const start = (behaviour: string, options = {}) =>
  startServer(fixtureProgram("server.mjs"), { behaviour }, { startLimitMs: 30_000, ...options });

describe("startServer", () => {
  it("hands over the report, and the accounting when it stops", async () => {
    const server = await start("serve");
    expect(server.report).toEqual({ protocol: 1, port: 4242, ports: { control: 4243 } });
    const { usage, counters } = await server.stop();
    expect(usage.self.userMs).toBe(5);
    expect(counters).toEqual({ requests: 7 });
    expect(isAlive(server.pid)).toBe(false);
  });

  it("kills at once, and again without harm", async () => {
    const server = await start("serve");
    await server.kill();
    expect(isAlive(server.pid)).toBe(false);
    await server.kill();
  });

  it("ends with its signal", async () => {
    const controller = new AbortController();
    const server = await start("serve", { signal: controller.signal });
    controller.abort();
    await expect(server.stop()).rejects.toThrow("was ended by SIGKILL");
    expect(isAlive(server.pid)).toBe(false);
  });

  it.each([
    ["taken", "ended with exit code 1: Error: listen EADDRINUSE 127.0.0.1:4242"],
    ["old", "speaks protocol `0` (number) where 1 was expected"],
  ])("says why a server did not come up: %s", async (behaviour, reason) => {
    const failure = await start(behaviour).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RunError);
    expect((failure as Error).message).toBe(`A server program ${reason}`);
  });

  it("gives up on a server that stays silent", async () => {
    await expect(start("silent", { startLimitMs: 300 })).rejects.toThrow("did not listen within 300 ms");
  });

  it("says when a server ends without its accounting", async () => {
    const server = await start("mute-end");
    await expect(server.stop()).rejects.toThrow("ended without the line that the contract asks for");
  });
});
