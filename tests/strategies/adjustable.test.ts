import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { AdjustableLimit, adjustable } from "../../lib/strategies/adjustable.js";
import { ControlledWork, settle, watch } from "../support/controlled-work.js";

describe("adjustable", () => {
  it("starts more at once when the limit is raised, and fewer as work ends when it is lowered", async () => {
    const limit = new AdjustableLimit(2);
    const controlled = new ControlledWork();
    const outcome = watch(adjustable(limit)(Array(9).fill("item"), controlled.work));
    await settle();
    expect(controlled.inFlight).toBe(2);
    limit.value = 5;
    await settle();
    expect(controlled.inFlight).toBe(5);
    limit.value = 1;
    await settle();
    expect(controlled.inFlight).toBe(5);
    for (const index of [0, 1, 2, 3]) await controlled.resolve(index, "done");
    expect(controlled.inFlight).toBe(1);
    expect(controlled.started).toHaveLength(5);
    while (controlled.pending.length > 0) await controlled.resolve(controlled.pending[0]!, "done");
    expect(outcome.state).toBe("fulfilled");
    expect(controlled.started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("does each item once, whenever the limit changes, and never exceeds the largest limit", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.nat({ max: 20 }),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 }),
        async (scheduler, count, limits) => {
          const limit = new AdjustableLimit(limits[0]!);
          let inFlight = 0;
          const running = adjustable(limit)(Array.from({ length: count }).fill(0), async (_, index) => {
            expect(++inFlight).toBeLessThanOrEqual(Math.max(...limits));
            await scheduler.schedule(Promise.resolve());
            inFlight -= 1;
            return index;
          });
          const changing = limits.slice(1).map((value) =>
            scheduler.schedule(Promise.resolve()).then(() => {
              limit.value = value;
            }),
          );
          const results = await scheduler.waitFor(running);
          await scheduler.waitFor(Promise.all(changing));
          expect(results).toEqual(Array.from({ length: count }, (_, index) => index));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("keeps as much in flight as the limit allows, however many end at once as it changes", async () => {
    const step = fc.record({ limit: fc.integer({ min: 1, max: 5 }), ending: fc.integer({ min: 1, max: 5 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const itemCount = 15;
        const limit = new AdjustableLimit(3);
        const controlled = new ControlledWork();
        const outcome = watch(adjustable(limit)(Array(itemCount).fill("item"), controlled.work));
        for (const { limit: value, ending } of [
          ...steps,
          ...Array(itemCount).fill({ limit: 2, ending: 5 }),
        ]) {
          limit.value = value;
          const underWay = controlled.pending;
          await Promise.all(underWay.slice(0, ending).map((index) => controlled.resolve(index, "done")));
          const left = itemCount - controlled.ended.length;
          const stillUnderWay = underWay.slice(ending).length;
          expect(controlled.inFlight).toBe(Math.max(stillUnderWay, Math.min(value, left)));
        }
        expect(outcome).toMatchObject({ state: "fulfilled", value: Array(itemCount).fill("done") });
      }),
      { numRuns: 100 },
    );
  });

  it("ends with the first failure, and with nothing for no items", async () => {
    const strategy = adjustable(new AdjustableLimit(2));
    await expect(strategy([1, 2, 3], () => Promise.reject(0))).rejects.toBe(0);
    expect(await strategy([], () => 1)).toEqual([]);
    const cancel = new AbortController();
    const controlled = new ControlledWork();
    const outcome = watch(strategy([1, 2, 3], controlled.work, { signal: cancel.signal }));
    cancel.abort("enough");
    for (const index of [0, 1]) await controlled.resolve(index, "too late");
    expect(outcome).toEqual({ state: "rejected", error: "enough" });
    expect(controlled.started).toEqual([0, 1]);
  });

  it("refuses a limit of 0, at first and later", () => {
    expect(() => new AdjustableLimit(0)).toThrow(/an integer from 1 up, got `0` \(number\)/);
    const limit = new AdjustableLimit(1);
    expect(() => {
      limit.value = 1.5;
    }).toThrow(UsageError);
    expect(limit.value).toBe(1);
  });
});
