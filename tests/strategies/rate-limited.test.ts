import { describe, expect, it, onTestFinished, vi } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { DeadlineExceededError, withDeadline } from "../../lib/primitives/deadline.js";
import { type TaskGroup, withTaskGroup } from "../../lib/primitives/task-group.js";
import { gather } from "../../lib/strategies/gather.js";
import { rateLimited } from "../../lib/strategies/rate-limited.js";
import { settle, watch } from "../support/controlled-work.js";

const { signal } = new AbortController();

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

  it("keeps the order and the rate when a wait takes longer than it was to", async () => {
    let nowMs = 0;
    const starts: [item: number, atMs: number][] = [];
    const sleepers: { readonly untilMs: number; readonly wake: () => void }[] = [];
    const work = rateLimited(async (item: number) => void starts.push([item, nowMs]), {
      ratePerSecond: 100,
      burst: 1,
      clock: { now: () => nowMs },
      sleep: (delayMs) => new Promise<void>((wake) => sleepers.push({ untilMs: nowMs + delayMs, wake })),
    });
    const running = [work(0, 0, signal), work(1, 1, signal), work(2, 2, signal)];
    await settle();
    nowMs = 25;
    running.push(work(3, 3, signal));
    for (await settle(); sleepers.length > 0; await settle()) {
      const { untilMs, wake } = sleepers.shift()!;
      nowMs = Math.max(nowMs, untilMs);
      wake();
    }
    await Promise.all(running);
    expect(starts).toEqual([
      [0, 0],
      [1, 25],
      [2, 35],
      [3, 45],
    ]);
  });

  it("lets the next one have the start of one that is cancelled while it waits", async () => {
    const time = still();
    const cancel = new AbortController();
    let wake = () => {};
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const started: number[] = [];
    const work = rateLimited(async (item: number) => void started.push(item), {
      ratePerSecond: 10,
      clock: time.clock,
      sleep: async (delayMs, own) => {
        await time.sleep(delayMs);
        await woken;
        own.throwIfAborted();
      },
    });
    const running = [
      work(0, 0, signal),
      ...[1, 2].map((item) => work(item, item, cancel.signal)),
      work(3, 3, signal),
    ];
    const outcomes = Promise.allSettled(running);
    await settle();
    cancel.abort("enough");
    wake();
    const [, sleeping, waiting] = await outcomes;
    for (const outcome of [sleeping, waiting]) {
      expect(outcome).toEqual({ status: "rejected", reason: "enough" });
    }
    expect(started).toEqual([0, 3]);
    expect(time.startsMs).toEqual([100, 100]);
  });

  it("is no deadlock for a group all of whose tasks wait for a start, whoever is before them", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    let wake = () => {};
    const work = rateLimited(async (item: number) => item, {
      ratePerSecond: 10,
      clock: { now: () => 0 },
      sleep: () =>
        new Promise<void>((resolve) => {
          wake = resolve;
        }),
    });
    const before = [work(0, 0, signal), work(1, 1, signal)];
    const spawning = async (group: TaskGroup) => {
      await group.spawn("waiting", (own) => work(2, 2, own));
    };
    const outcome = watch(withTaskGroup(spawning, { deadlockAfterMs: 100 }));
    await settle();
    await vi.advanceTimersByTimeAsync(1_000);
    wake();
    await settle();
    wake();
    await Promise.all(before);
    await settle();
    expect(outcome).toMatchObject({ state: "fulfilled" });
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

  it("fails by the deadline's own error when that ends its wait", async () => {
    const work = rateLimited(async () => {}, { ratePerSecond: 0.001 });
    await work(0, 0, signal);
    await expect(withDeadline(1, (own) => work(1, 1, own))).rejects.toThrow(DeadlineExceededError);
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
