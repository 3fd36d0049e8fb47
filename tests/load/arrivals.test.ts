import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { intendedTimes } from "../../lib/load/arrivals.js";

describe("intendedTimes", () => {
  it("spaces evenly", () => {
    expect([...intendedTimes({ ratePerSecond: 4, durationMs: 1_000 })]).toEqual([0, 250, 500, 750]);
  });

  it("spaces as a Poisson process does: the gaps have the standard deviation of their mean", () => {
    const plan = { ratePerSecond: 1_000, durationMs: 20_000, spacing: "poisson", seed: 3 } as const;
    const times = intendedTimes(plan);
    expect(times.length / 20_000).toBeCloseTo(1, 1.5);
    expect(intendedTimes(plan)).toEqual(times);
    const gaps = [...times].slice(1).map((ms, index) => ms - times[index]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(deviation / mean).toBeCloseTo(1, 1.3);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    expect(times.at(-1)).toBeLessThan(20_000);
  });

  it.each([
    [{ ratePerSecond: 0, durationMs: 1 }, /`ratePerSecond` to be a number above 0, got `0`/],
    [{ ratePerSecond: 1, durationMs: Number.NaN }, /`durationMs` to be a number above 0/],
    [{ ratePerSecond: 1e6, durationMs: 1e6 }, /at most 2000000 requests.*Try a shorter time/],
  ])("refuses %j", (plan, message) => {
    expect(() => intendedTimes(plan)).toThrow(UsageError);
    expect(() => intendedTimes(plan)).toThrow(message);
  });
});
