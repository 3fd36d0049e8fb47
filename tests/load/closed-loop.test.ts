import { describe, expect, it } from "vitest";
import { type ClosedLoopPlan, runClosedLoop } from "../../lib/load/closed-loop.js";
import { summarizeClosedLoops } from "../../lib/load/closed-loop-summary.js";
import { lineProtocol } from "../../lib/load/protocol.js";
import { LatencyHistogram } from "../../lib/stats/latency-histogram.js";
import { ManualTime } from "../support/manual-time.js";
import { fakeClients, type ServiceMs, stalling } from "./fake-client.js";

const base = { protocol: lineProtocol("1"), warmupMs: 0, windowMs: 10_000 };

async function load(
  plan: Partial<ClosedLoopPlan>,
  clientCount: number,
  serviceMs: ServiceMs,
  passMs = 12_000,
) {
  const time = new ManualTime();
  const fake = fakeClients(time, clientCount, serviceMs);
  const running = fake.clients.map((client) => runClosedLoop(client, { ...base, ...plan }, time));
  time.pass(passMs, 1);
  const records = await Promise.all(running);
  return { ...fake, records, summary: summarizeClosedLoops(records) };
}

describe("runClosedLoop", () => {
  it("asks each client again as soon as it is answered", async () => {
    const { records, summary, openCount } = await load({ windowMs: 1_000 }, 3, () => 20);
    expect(records.map(({ latenciesMs }) => latenciesMs.length)).toEqual([50, 50, 50]);
    expect(summary.counters).toMatchObject({
      requests: 150,
      requestsInAll: 153,
      errors: 0,
      requestsPerSecond: 150,
      slowestClientPerSecond: 50,
      fastestClientPerSecond: 50,
      firstMs: 20,
      meanMs: 20,
      p50Ms: 20,
      p999Ms: 20,
      littlesLawResidual: 0,
    });
    expect(summary.answers).toEqual(["1"]);
    expect(LatencyHistogram.of(summary.latencies.serviceTime).count).toBe(150);
    expect(openCount()).toBe(0);
  });

  it("hides a single stall of 1 s, which an open loop shows", async () => {
    const { summary } = await load({}, 1, stalling(2, { fromMs: 5_000, toMs: 6_000 }));
    expect(summary.counters.p99Ms).toBe(2);
    expect(summary.counters.p999Ms).toBe(2);
  });

  it("fulfils both bounds of its warm-up and of its window", async () => {
    const plan = { warmupMs: 100, warmupRequests: 10, windowMs: 100, requests: 20 };
    const { records } = await load(plan, 1, () => 20);
    expect(records[0]).toMatchObject({ requestCount: 30, windowMs: 400, failed: false });
    expect(records[0]!.latenciesMs).toHaveLength(20);
  });

  it("keeps what was measured before a connection ended, and says that it did", async () => {
    const { summary } = await load({}, 1, (nowMs) => (nowMs >= 1_000 ? null : 20));
    expect(summary.counters).toMatchObject({ requests: 50, errors: 1, requestsPerSecond: 50 });
  });

  it("has no latencies of a warm-up that never ended", async () => {
    const { summary } = await load({ warmupMs: 5_000 }, 2, (nowMs) => (nowMs >= 1_000 ? null : 20));
    expect(summary.counters).toMatchObject({
      requests: 0,
      requestsInAll: 102,
      errors: 2,
      requestsPerSecond: 0,
    });
    expect(summary.counters).not.toHaveProperty("p50Ms");
  });
});
