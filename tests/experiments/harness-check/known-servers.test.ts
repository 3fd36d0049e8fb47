import { afterEach, describe, expect, it } from "vitest";
import { knownServer } from "../../../lib/experiments/load-programs.js";
import { openClients } from "../../../lib/load/client.js";
import { runOpenLoop } from "../../../lib/load/open-loop.js";
import { lineProtocol } from "../../../lib/load/protocol.js";
import { type ServerProgram, startServer } from "../../../lib/measure/server-program.js";

const protocol = lineProtocol("1");
let server: ServerProgram | undefined;
afterEach(() => server?.kill());

async function load(argument: object, plan: { ratePerSecond: number; windowMs: number }) {
  server = await startServer(knownServer, argument, { startLimitMs: 30_000 });
  const clients = await openClients(server.report.port, 32, protocol);
  return runOpenLoop(clients, { protocol, warmupMs: 0, drainLimitMs: 10_000, ...plan });
}

describe("an open loop over real sockets", () => {
  it("sees a constant server of 20 ms: never less, and no more than a busy machine adds", async () => {
    const record = await load({ delayMs: 20 }, { ratePerSecond: 20, windowMs: 1_000 });
    expect(record).toMatchObject({ dueCount: 20, answeredCount: 20, errorCount: 0 });
    expect(record.serviceTime.quantileMs(0)).toBeGreaterThan(19.7);
    expect(record.responseTime.quantileMs(0.5)).toBeLessThan(200);
  });

  it("has a stall in its tail", async () => {
    const stall = { afterMs: 300, forMs: 500 };
    const record = await load({ delayMs: 1, stall }, { ratePerSecond: 50, windowMs: 1_000 });
    expect(record.answeredCount).toBe(50);
    expect(record.responseTime.quantileMs(0.99)).toBeGreaterThan(400);
  });
});
