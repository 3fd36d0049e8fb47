import { describe, expect, it } from "vitest";
import { medianInterval } from "../../lib/stats/median-interval.js";
import { seededRandom } from "../../lib/stats/random.js";
import golden from "../fixtures/stats/golden.json" with { type: "json" };

describe("medianInterval", () => {
  it("takes the order statistics and the coverage that scipy's binomial distribution gives", () => {
    for (const { count, confidence, interval: expected } of golden.intervals) {
      const values = Array.from({ length: count }, (_, index) => index);
      const interval = medianInterval(values, confidence);
      if (expected === null) {
        expect(interval).toBeNull();
      } else {
        expect(interval).toMatchObject({ low: expected.index, high: count - 1 - expected.index });
        expect(interval!.confidence).toBeCloseTo(expected.coverage, 9);
      }
    }
  });

  it("needs six values for 95%", () => {
    expect(medianInterval([])).toBeNull();
    expect(medianInterval([1, 2, 3, 4, 5])).toBeNull();
    expect(medianInterval([3, 1, 2, 6, 5, 4])).toMatchObject({ low: 1, middle: 3.5, high: 6 });
  });

  it("covers the true median as often as it says", () => {
    const random = seededRandom(5);
    let coveredCount = 0;
    for (let trial = 0; trial < 2_000; trial++) {
      const values = Array.from({ length: 12 }, () => Math.exp(random.normal()));
      const { low, high } = medianInterval(values)!;
      if (low <= 1 && 1 <= high) coveredCount++;
    }
    // Twelve values reach 0.9614; three standard errors of 2,000 trials are 0.013.
    expect(coveredCount / 2_000).toBeGreaterThan(0.948);
    expect(coveredCount / 2_000).toBeLessThan(0.975);
  });

  it("refuses a confidence that is not between 0 and 1", () => {
    expect(() => medianInterval([1], 95)).toThrow("above 0 and below 1, got `95`");
  });
});
