import { describe, expect, it } from "vitest";
import { seededRandom } from "../../lib/stats/random.js";
import { ratioBetweenRuns } from "../../lib/stats/ratio-between-runs.js";

describe("ratioBetweenRuns", () => {
  it("has the exact p of the two-sided Mann-Whitney test", () => {
    // The most extreme of the arrangements of six and six is one of 924 on each side.
    expect(ratioBetweenRuns([7, 8, 9, 10, 11, 12], [1, 2, 3, 4, 5, 6])!.p).toBeCloseTo(2 / 924, 12);
    expect(ratioBetweenRuns([5, 6, 7, 8], [1, 2, 3, 4])!.p).toBeCloseTo(2 / 70, 12);
    // One pair less: one more arrangement.
    expect(ratioBetweenRuns([4, 6, 7, 8], [1, 2, 3, 5])!.p).toBeCloseTo(4 / 70, 12);
    expect(ratioBetweenRuns([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6])!.p).toBe(1);
  });

  it("takes the sixth smallest of the 36 ratios of six and six as its bound", () => {
    const values = [1, 2, 3, 4, 5, 6];
    const ratios = values.flatMap((above) => values.map((below) => above / below)).sort((a, b) => a - b);
    const { low, high } = ratioBetweenRuns(values, values)!;
    expect([low, high]).toEqual([ratios[5], ratios[30]]);
  });

  it("is null where four values on each side are not there", () => {
    expect(ratioBetweenRuns([1, 2, 3], [4, 5, 6])).toBeNull();
    expect(ratioBetweenRuns([], [4, 5, 6])).toBeNull();
  });

  it("refuses what would take seconds", () => {
    expect(() => ratioBetweenRuns(new Array(61).fill(1), [1])).toThrow("Expected at most 60 values");
  });

  it("holds the true ratio in 95 of 100 cases, and cries wolf in 5", () => {
    const random = seededRandom(7);
    const run = (level: number) => Array.from({ length: 6 }, () => level * Math.exp(random.normal() / 10));
    let covered = 0;
    let alarms = 0;
    for (let trial = 0; trial < 2_000; trial++) {
      const { low, high } = ratioBetweenRuns(run(1.3), run(1))!;
      if (low <= 1.3 && 1.3 <= high) covered++;
      if (ratioBetweenRuns(run(1), run(1))!.p <= 0.05) alarms++;
    }
    expect(covered / 2_000).toBeGreaterThan(0.945);
    expect(alarms / 2_000).toBeLessThan(0.055);
  });
});
