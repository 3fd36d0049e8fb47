import { expect, it } from "vitest";
import { largestInline, measureCosts } from "../../../lib/experiments/fib-server/fib-costs.js";
import { adaptive } from "../../../lib/strategies/adaptive.js";
import { fibAnswer, fibCallCount } from "../../../lib/workloads/fib.js";

it("computes here what costs no more than a hop", () => {
  const costs = { unitMs: 4e-6, hopMs: 0.03 };
  const limit = largestInline(costs);
  expect(fibCallCount(limit) * costs.unitMs).toBeLessThanOrEqual(costs.hopMs);
  expect(fibCallCount(limit + 1) * costs.unitMs).toBeGreaterThan(costs.hopMs);
});

it("keeps fib(1) here even where a hop costs nothing, and everything where it costs a day", () => {
  expect(largestInline({ unitMs: 1, hopMs: 0 })).toBe(1);
  expect(largestInline({ unitMs: 1e-6, hopMs: 86_400_000 })).toBe(45);
});

it("hands over exactly what lies above the limit", async () => {
  const costs = { unitMs: 1, hopMs: fibCallCount(10) };
  const handedOver: number[] = [];
  const there = async (n: number) => {
    handedOver.push(n);
    return fibAnswer(n);
  };
  const answer = adaptive({ here: fibAnswer, there, unitsOf: fibCallCount }, costs);
  expect(answer(10)).toBe(55);
  expect(await answer(11)).toBe(89);
  expect(handedOver).toEqual([11]);
});

it("measures the fastest probe and the median hop", async () => {
  let nowMs = 0;
  const probesMs = [9, 3, 1, 2, 4, 4, 4, 4];
  const hopsMs = Array.from({ length: 50 }, (_, index) => (index === 0 ? 50 : 0.5));
  const costs = await measureCosts(
    () => {
      nowMs += probesMs.shift()!;
      return 1;
    },
    async () => {
      nowMs += hopsMs.shift()!;
      return 1;
    },
    { now: () => nowMs },
  );
  expect(costs.unitMs).toBeCloseTo(1 / fibCallCount(22), 12);
  expect(costs.hopMs).toBeCloseTo(0.5, 12);
});
