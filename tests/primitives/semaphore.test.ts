import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { Semaphore } from "../../lib/primitives/semaphore.js";
import { settle, watch } from "../support/controlled-work.js";

describe("Semaphore", () => {
  it("holds up a task only while its weight does not fit", async () => {
    const semaphore = new Semaphore(3);
    expect(semaphore.acquire(2)).toBeUndefined();
    const waiting = watch(semaphore.acquire(2)!);
    await settle();
    expect(waiting.state).toBe("pending");
    semaphore.release(2);
    await settle();
    expect(waiting.state).toBe("fulfilled");
    expect(semaphore.stats()).toEqual({ capacity: 3, heldWeight: 2, waiterCount: 0 });
  });

  it("lets nobody overtake a heavy waiter, so none starves", async () => {
    const semaphore = new Semaphore(3);
    void semaphore.acquire(2);
    const heavy = watch(semaphore.acquire(3)!);
    const light = watch(semaphore.acquire(1)!);
    expect(semaphore.tryAcquire(1)).toBe(false);
    semaphore.release(2);
    await settle();
    expect([heavy.state, light.state]).toEqual(["fulfilled", "pending"]);
  });

  it("lets those behind a cancelled waiter go ahead if they fit", async () => {
    const semaphore = new Semaphore(3);
    void semaphore.acquire(2);
    const cancel = new AbortController();
    const heavy = watch(semaphore.acquire(3, cancel.signal)!);
    const light = watch(semaphore.acquire(1)!);
    cancel.abort("enough");
    await settle();
    expect(heavy).toMatchObject({ state: "rejected", error: "enough" });
    expect(light.state).toBe("fulfilled");
    expect(semaphore.stats()).toEqual({ capacity: 3, heldWeight: 3, waiterCount: 0 });
  });

  it("gives a permit back however the task ends", async () => {
    const semaphore = new Semaphore(1);
    expect(await semaphore.withPermit(() => "done")).toBe("done");
    await expect(semaphore.withPermit(() => Promise.reject(undefined))).rejects.toBeUndefined();
    expect(semaphore.stats().heldWeight).toBe(0);
  });

  it("says of misuse how to mend it", () => {
    expect(() => new Semaphore(0)).toThrow(UsageError);
    const semaphore = new Semaphore(2);
    expect(() => semaphore.release()).toThrow(
      /at most the weight held, 0, got `1` \(number\); try `withPermit`/,
    );
    expect(() => semaphore.acquire(3)).toThrow(
      /from 1 to the capacity, 2, got `3` \(number\); try a larger semaphore/,
    );
    expect(() => semaphore.tryAcquire(0)).toThrow(UsageError);
  });

  it("never lets more through than fits and loses no waiter, whatever is cancelled", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.record({ weight: fc.integer({ min: 1, max: 5 }), cancelled: fc.boolean() }), {
          maxLength: 20,
        }),
        async (scheduler, capacity, tasks) => {
          const semaphore = new Semaphore(capacity);
          let heldWeight = 0;
          const run = async ({ weight: wished, cancelled }: (typeof tasks)[number]) => {
            const weight = Math.min(wished, capacity);
            const cancel = new AbortController();
            if (cancelled) void scheduler.schedule(Promise.resolve()).then(() => cancel.abort());
            await semaphore.withPermit(
              async () => {
                heldWeight += weight;
                expect(heldWeight).toBeLessThanOrEqual(capacity);
                await scheduler.schedule(Promise.resolve());
                heldWeight -= weight;
              },
              { weight, signal: cancel.signal },
            );
          };
          const outcomes = await scheduler.waitFor(Promise.allSettled(tasks.map(run)));
          for (const [index, { status }] of outcomes.entries()) {
            if (!tasks[index]!.cancelled) expect(status).toBe("fulfilled");
          }
          await scheduler.waitIdle();
          expect(semaphore.stats()).toEqual({ capacity, heldWeight: 0, waiterCount: 0 });
        },
      ),
      { numRuns: 200 },
    );
  });
});
