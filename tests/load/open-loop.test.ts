import { describe, expect, it } from "vitest";
import { type OpenLoopPlan, runOpenLoop } from "../../lib/load/open-loop.js";
import { lineProtocol } from "../../lib/load/protocol.js";
import { ManualTime } from "../support/manual-time.js";
import { fakeClients, type ServiceMs, stalling } from "./fake-client.js";

const STEP_MS = 1;
const base = {
  protocol: lineProtocol("1"),
  ratePerSecond: 10,
  warmupMs: 0,
  windowMs: 10_000,
  drainLimitMs: 5_000,
};

async function load(plan: Partial<OpenLoopPlan>, clientCount: number, serviceMs: ServiceMs) {
  const time = new ManualTime();
  const fake = fakeClients(time, clientCount, serviceMs);
  const whole = { ...base, ...plan };
  const running = runOpenLoop(fake.clients, whole, time, time);
  time.pass(whole.warmupMs + whole.windowMs + whole.drainLimitMs + 1_000, STEP_MS);
  return { ...fake, record: await running };
}

describe("runOpenLoop", () => {
  it("sends at its rate, and sees a constant server as it is: 20 ms at 10 requests a second", async () => {
    const { record, sentAtMs, openCount } = await load({}, 2, () => 20);
    expect(sentAtMs).toEqual(Array.from({ length: 100 }, (_, index) => index * 100));
    expect(record).toMatchObject({
      offeredPerSecond: 10,
      achievedPerSecond: 10,
      dueCount: 100,
      answeredCount: 100,
      unansweredCount: 0,
      droppedCount: 0,
      lateCount: 0,
      errorCount: 0,
    });
    for (const p of [0, 0.5, 0.99, 1])
      expect(Math.abs(record.responseTime.quantileMs(p) - 20)).toBeLessThan(0.2);
    expect([...record.answers]).toEqual(["1"]);
    expect(openCount()).toBe(0);
  });

  it("has a single stall of 1 s in its tail, with one connection or with many", async () => {
    const stall = stalling(2, { fromMs: 5_000, toMs: 6_000 });
    for (const clientCount of [1, 200]) {
      const { record } = await load({ ratePerSecond: 100 }, clientCount, stall);
      expect(record.answeredCount).toBe(1_000);
      expect(record.responseTime.quantileMs(0.5)).toBeLessThan(3);
      // A hundred of the thousand requests were due in the stall: one in a hundred waited for most of it.
      expect(record.responseTime.quantileMs(0.99)).toBeGreaterThan(850);
    }
  });

  it("tells what waited for a free connection from what the server took", async () => {
    const stall = stalling(2, { fromMs: 5_000, toMs: 6_000 });
    const { record } = await load({ ratePerSecond: 100 }, 1, stall);
    // One request alone met the stall; the others met their own generator's queue.
    expect(record.serviceTime.quantileMs(0.99)).toBeLessThan(3);
    expect(record.serviceTime.quantileMs(1)).toBeGreaterThan(990);
    expect(record.lateCount).toBeGreaterThan(90);
  });

  it("leaves none out that was due: unanswered and unsent ones count with the time they had waited", async () => {
    const dies: ServiceMs = (nowMs) => (nowMs >= 5_000 ? Number.POSITIVE_INFINITY : 20);
    const { record } = await load({ drainLimitMs: 2_000 }, 10, dies);
    expect(record).toMatchObject({
      dueCount: 100,
      answeredCount: 50,
      unansweredCount: 10,
      droppedCount: 40,
      offeredPerSecond: 10,
      achievedPerSecond: 5,
    });
    expect(record.responseTime.count).toBe(100);
    // Due at 5,000 ms; the drain ends 2,000 ms after the last was due, at 9,900 ms.
    expect(record.responseTime.quantileMs(1) / 6_900).toBeCloseTo(1, 1.5);
    expect(record.serviceTime.count).toBe(50);
  });

  it("ends when every connection has", async () => {
    const { record } = await load({}, 3, (nowMs) => (nowMs >= 1_000 ? null : 20));
    expect(record).toMatchObject({ answeredCount: 10, errorCount: 3, unansweredCount: 3, droppedCount: 0 });
  });

  it("keeps the warm-up out of every count", async () => {
    const { record, sentAtMs } = await load({ warmupMs: 2_000, windowMs: 1_000 }, 2, (nowMs) =>
      nowMs < 2_000 ? 90 : 20,
    );
    expect(sentAtMs).toHaveLength(30);
    expect(record.dueCount).toBe(10);
    expect(record.responseTime.quantileMs(1)).toBeLessThan(21);
  });
});
