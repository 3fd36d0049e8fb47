import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Mutex } from "../../lib/primitives/mutex.js";
import { settle, watch } from "../support/controlled-work.js";

describe("Mutex", () => {
  it("hands the lock to the one that has waited longest; nobody overtakes", async () => {
    const mutex = new Mutex();
    expect(mutex.lock()).toBeUndefined();
    const waiting = [watch(mutex.lock()!), watch(mutex.lock()!)];
    mutex.unlock();
    expect(mutex.tryLock()).toBe(false);
    await settle();
    expect(waiting.map(({ state }) => state)).toEqual(["fulfilled", "pending"]);
    expect(mutex.stats()).toEqual({ locked: true, waiterCount: 1 });
  });

  it("is left as it was by one that gives up", async () => {
    const mutex = new Mutex();
    mutex.tryLock();
    const cancel = new AbortController();
    const waiting = watch(mutex.lock(cancel.signal)!);
    cancel.abort("enough");
    await settle();
    expect(waiting).toMatchObject({ state: "rejected", error: "enough" });
    mutex.unlock();
    expect(mutex.stats()).toEqual({ locked: false, waiterCount: 0 });
    expect(() => mutex.lock(cancel.signal)).toThrow("enough");
  });

  it("unlocks however the task ends", async () => {
    const mutex = new Mutex();
    await expect(mutex.withLock(() => Promise.reject(undefined))).rejects.toBeUndefined();
    expect(await mutex.withLock(() => 0)).toBe(0);
    expect(mutex.stats().locked).toBe(false);
  });

  it("names the way out of an unlock too many", () => {
    expect(() => new Mutex().unlock()).toThrow(/got one that is free; try `withLock`/);
  });

  it("lets one at a time through, in whatever order tasks run and give up", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { maxLength: 15 }),
        async (scheduler, gives) => {
          const mutex = new Mutex();
          let balance = 0;
          const pay = async (givesUp: boolean) => {
            const cancel = new AbortController();
            if (givesUp) void scheduler.schedule(Promise.resolve()).then(() => cancel.abort());
            await mutex.withLock(async () => {
              const before = balance;
              await scheduler.schedule(Promise.resolve());
              balance = before + 1;
            }, cancel.signal);
          };
          const outcomes = await scheduler.waitFor(Promise.allSettled(gives.map(pay)));
          expect(balance).toBe(outcomes.filter(({ status }) => status === "fulfilled").length);
          expect(mutex.stats()).toEqual({ locked: false, waiterCount: 0 });
        },
      ),
      { numRuns: 100 },
    );
  });
});
