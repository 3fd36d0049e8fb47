import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { type StrategyName, strategies } from "../../lib/strategies/registry.js";
import type { Strategy } from "../../lib/strategies/strategy.js";
import { ControlledWork, settle, watch } from "../support/controlled-work.js";

/** How many tasks each strategy has in flight at most, of `count` items with limit `limit`. */
const inFlightAtMost: Record<StrategyName, (count: number, limit: number) => number> = {
  serial: (count) => Math.min(count, 1),
  gather: (count) => count,
  bounded: (count, limit) => Math.min(count, limit),
  workers: (count, limit) => Math.min(count, limit),
  batches: (count, limit) => Math.min(count, limit),
  stream: (count, limit) => Math.min(count, limit),
  "task-group": (count, limit) => Math.min(count, limit),
  coroutines: (count, limit) => Math.min(count, limit),
};
const falsyValues = [undefined, null, 0, -0, "", false, Number.NaN, 0n];
const unhandled: unknown[] = [];
const noteUnhandled = (reason: unknown) => void unhandled.push(reason);

beforeAll(() => void process.on("unhandledRejection", noteUnhandled));
afterAll(async () => {
  await settle();
  process.off("unhandledRejection", noteUnhandled);
  expect(unhandled).toEqual([]);
});

describe.each(Object.keys(strategies) as StrategyName[])("the strategy %s", (name) => {
  const strategy: Strategy = strategies[name].run;
  const atMost = inFlightAtMost[name];

  it("gives no results for no items, and starts nothing", async () => {
    const controlled = new ControlledWork();
    expect(await strategy([], controlled.work)).toEqual([]);
    expect(controlled.started).toEqual([]);
  });

  it("hands falsy items to the work and keeps falsy results", async () => {
    const seen: unknown[] = [];
    const results = await strategy(falsyValues, (item) => {
      seen.push(item);
      return item;
    });
    expect(seen).toEqual(falsyValues);
    expect(results).toEqual(falsyValues);
  });

  it.each(falsyValues)("rejects with a falsy error as it is: %s", async (error) => {
    await expect(watchSettled(strategy([1, 2, 3], () => Promise.reject(error)))).resolves.toEqual({
      state: "rejected",
      error,
    });
  });

  it("gives results in the order of the items and tells of them in the order of completion", async () => {
    const controlled = new ControlledWork();
    const told: [string, number][] = [];
    const outcome = watch(
      strategy(["a", "b", "c", "d", "e"], controlled.work, {
        limit: 3,
        onResult: (result, index) => told.push([result, index]),
      }),
    );
    await settle();
    while (controlled.pending.length > 0) {
      const last = controlled.pending.at(-1)!;
      await controlled.resolve(last, `result ${last}`);
    }
    expect(outcome).toEqual({ state: "fulfilled", value: [0, 1, 2, 3, 4].map((index) => `result ${index}`) });
    expect(told.map(([, index]) => index)).toEqual(controlled.ended);
    expect(told.every(([result, index]) => result === `result ${index}`)).toBe(true);
  });

  it("keeps as many in flight as its limit allows, and never more", async () => {
    const controlled = new ControlledWork();
    const outcome = watch(strategy(Array(7).fill("item"), controlled.work, { limit: 3 }));
    await settle();
    expect(controlled.inFlight).toBe(atMost(7, 3));
    while (controlled.pending.length > 0) await controlled.resolve(controlled.pending[0]!, "done");
    expect(outcome.state).toBe("fulfilled");
    expect(controlled.maxInFlight).toBe(atMost(7, 3));
    expect(controlled.started).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("takes a limit larger than the list", async () => {
    expect(await strategy([1, 2], (item) => item * 2, { limit: 1000 })).toEqual([2, 4]);
  });

  it("on the first failure aborts the siblings, awaits them, starts nothing more, and rejects with that error", async () => {
    const controlled = new ControlledWork();
    const told: number[] = [];
    const outcome = watch(
      strategy(Array(6).fill("item"), controlled.work, {
        limit: 3,
        onResult: (_, index) => told.push(index),
      }),
    );
    await settle();
    const startedBefore = [...controlled.started];
    await controlled.reject(0, "first");
    expect([...controlled.signals.values()].every((signal) => signal.aborted)).toBe(true);
    for (const sibling of controlled.pending) {
      expect(outcome.state).toBe("pending");
      if (sibling % 2 === 0) await controlled.reject(sibling, "later");
      else await controlled.resolve(sibling, "too late");
    }
    expect(outcome).toEqual({ state: "rejected", error: "first" });
    expect(controlled.started).toEqual(startedBefore);
    expect(told).toEqual([]);
  });

  it("does not start anything when the caller has cancelled before", async () => {
    const controlled = new ControlledWork();
    const signal = AbortSignal.abort("cancelled before");
    await expect(strategy([1, 2], controlled.work, { signal })).rejects.toBe("cancelled before");
    await expect(strategy([], controlled.work, { signal })).rejects.toBe("cancelled before");
    expect(controlled.started).toEqual([]);
  });

  it("on the caller's cancelling aborts the work, awaits it, and rejects with the reason", async () => {
    const controlled = new ControlledWork();
    const caller = new AbortController();
    const outcome = watch(
      strategy(Array(6).fill("item"), controlled.work, { limit: 2, signal: caller.signal }),
    );
    await settle();
    const startedBefore = [...controlled.started];
    caller.abort("enough");
    await settle();
    expect([...controlled.signals.values()].every((signal) => signal.aborted)).toBe(true);
    expect(outcome.state).toBe("pending");
    while (controlled.pending.length > 0) await controlled.resolve(controlled.pending[0]!, "too late");
    expect(outcome).toEqual({ state: "rejected", error: "enough" });
    expect(controlled.started).toEqual(startedBefore);
  });

  it("takes a work that throws at once as one that rejects", async () => {
    const started: number[] = [];
    const running = strategy(
      [0, 1, 2],
      (item): string => {
        started.push(item);
        throw new Error(`task ${item}`);
      },
      { limit: 1 },
    );
    await expect(running).rejects.toThrow("task 0");
    expect(started).toEqual([0]);
  });

  it("takes an onResult that throws as a failure", async () => {
    const onResult = () => {
      throw new Error("no place for it");
    };
    await expect(strategy([1, 2, 3], (item) => item, { onResult })).rejects.toThrow("no place for it");
  });

  it("leaves no listener on the caller's signal", async () => {
    const { signal } = new AbortController();
    const [added, removed] = [
      countCalls(signal, "addEventListener"),
      countCalls(signal, "removeEventListener"),
    ];
    await strategy([1, 2, 3], (item) => item, { signal, limit: 2 });
    expect(added()).toBeGreaterThan(0);
    expect(removed()).toBe(added());
  });

  if (name === "serial" || name === "gather") {
    it("has no use for a limit", async () => {
      expect(await strategy([1, 2], (item) => item, { limit: 0 })).toEqual([1, 2]);
    });
  } else {
    it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
      "refuses the limit %s with a sentence",
      async (limit) => {
        const refused = strategy([1], (item) => item, { limit });
        await expect(refused).rejects.toThrow(UsageError);
        await expect(refused).rejects.toThrow(
          /Expected `limit` to be an integer from 1 up, got `.*` \(number\); try/,
        );
      },
    );
  }

  it("agrees with a naive model in every interleaving", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ value: fc.integer(), fails: fc.boolean() }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (scheduler, items, limit, mayFail) => {
          const completed: { index: number; failed: boolean }[] = [];
          let inFlight = 0;
          let maxInFlight = 0;
          let startedAfterFailure = 0;
          const told: number[] = [];
          const running = strategy(
            items,
            async ({ value, fails }, index) => {
              if (completed.some(({ failed }) => failed)) startedAfterFailure += 1;
              inFlight += 1;
              maxInFlight = Math.max(maxInFlight, inFlight);
              await scheduler.schedule(Promise.resolve());
              inFlight -= 1;
              completed.push({ index, failed: mayFail && fails });
              if (mayFail && fails) throw index;
              return value;
            },
            { limit, onResult: (_, index) => told.push(index) },
          );
          const outcome = await scheduler.waitFor(watchSettled(running));

          const firstFailure = completed.findIndex(({ failed }) => failed);
          expect(maxInFlight).toBeLessThanOrEqual(atMost(items.length, limit));
          expect(inFlight).toBe(0);
          expect(startedAfterFailure).toBe(0);
          if (firstFailure < 0) {
            expect(outcome).toEqual({ state: "fulfilled", value: items.map(({ value }) => value) });
            expect(told).toEqual(completed.map(({ index }) => index));
          } else {
            expect(outcome).toEqual({ state: "rejected", error: completed[firstFailure]!.index });
            expect(told).toEqual(completed.slice(0, firstFailure).map(({ index }) => index));
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

async function watchSettled<T>(promise: Promise<T>): Promise<ReturnType<typeof watch<T>>> {
  const watched = watch(promise);
  await promise.catch(() => {});
  return watched;
}

function countCalls(target: AbortSignal, method: "addEventListener" | "removeEventListener"): () => number {
  let count = 0;
  const original = target[method].bind(target) as (...args: unknown[]) => void;
  Object.defineProperty(target, method, {
    value: (...args: unknown[]) => {
      count += 1;
      original(...args);
    },
  });
  return () => count;
}
