import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { gather } from "../../lib/strategies/gather.js";
import { rateLimited } from "../../lib/strategies/rate-limited.js";

/** A clock that stands still, and the moments to which tasks sleep. */
function still() {
  let nowMs = 1_000;
  const startsMs: number[] = [];
  return {
    startsMs,
    advance: (byMs: number) => {
      nowMs += byMs;
    },
    clock: { now: () => nowMs },
    sleep: async (delayMs: number) => void startsMs.push(delayMs),
  };
}

describe("rateLimited", () => {
  it("lets a burst through at once, then one each interval, in order", async () => {
    const time = still();
    const order: number[] = [];
    const work = rateLimited(async (item: number) => void order.push(item), {
      ratePerSecond: 10,
      burst: 2,
      ...time,
    });
    await gather([0, 1, 2, 3, 4], work);
    expect(order).toEqual([0, 1, 2, 3, 4]);
    expect(time.startsMs).toEqual([100, 200, 300]);
  });

  it("gives no more than the burst after a quiet time", async () => {
    const time = still();
    const work = rateLimited(async () => {}, { ratePerSecond: 10, burst: 2, ...time });
    await gather([0, 1], work);
    time.advance(60_000);
    await gather([0, 1, 2], work);
    expect(time.startsMs).toEqual([100]);
  });

  it("ends the wait of one that is cancelled", async () => {
    const cancel = new AbortController();
    const started: number[] = [];
    const work = rateLimited(async (item: number) => void started.push(item), { ratePerSecond: 0.001 });
    const running = gather([0, 1], work, { signal: cancel.signal });
    queueMicrotask(() => cancel.abort("enough"));
    await expect(running).rejects.toBe("enough");
    expect(started).toEqual([0]);
  });

  it("refuses a rate or a burst of nothing", () => {
    for (const limit of [
      { ratePerSecond: 0 },
      { ratePerSecond: Number.NaN },
      { ratePerSecond: 1, burst: 0 },
    ]) {
      expect(() => rateLimited(async () => {}, limit)).toThrow(UsageError);
    }
  });
});
