import { describe, expect, it } from "vitest";
import { bootstrapInterval, ratioOfMedians } from "../../lib/stats/bootstrap.js";
import { median } from "../../lib/stats/quantile.js";
import { seededRandom } from "../../lib/stats/random.js";
import golden from "../fixtures/stats/golden.json" with { type: "json" };

const rounds = (values: readonly number[]) => values.map((value, round) => ({ round, value }));

describe("ratioOfMedians", () => {
  it("has the bounds of scipy's paired percentile bootstrap", () => {
    for (const { above, below, low, high } of golden.ratiosOfMedians) {
      const ratio = ratioOfMedians(rounds(above), rounds(below), { resampleCount: 20_000 })!;
      expect(Math.abs(ratio.low / low - 1)).toBeLessThan(0.02);
      expect(Math.abs(ratio.high / high - 1)).toBeLessThan(0.02);
      expect(ratio.middle).toBeCloseTo(median(above) / median(below), 12);
    }
  });

  it("is the same for the same seed, and needs six rounds in common", () => {
    const { above, below } = golden.ratiosOfMedians[1]!;
    const with7 = () => ratioOfMedians(rounds(above), rounds(below), { seed: 7 });
    expect(with7()).toEqual(with7());
    expect(ratioOfMedians(rounds(above.slice(0, 6)), rounds(below.slice(1, 6)))).toBeNull();
  });
});

describe("bootstrapInterval", () => {
  it("covers a median of six less often than it says, which is why verdicts use the exact interval", () => {
    const random = seededRandom(3);
    let coveredCount = 0;
    for (let trial = 0; trial < 600; trial++) {
      const values = Array.from({ length: 6 }, () => random.normal());
      const { low, high } = bootstrapInterval(
        [0, 1, 2, 3, 4, 5],
        (drawn) => median(drawn.map((round) => values[round]!)),
        { seed: trial, resampleCount: 400 },
      );
      if (low <= 0 && 0 <= high) coveredCount++;
    }
    expect(coveredCount / 600).toBeGreaterThan(0.88);
    expect(coveredCount / 600).toBeLessThan(0.95);
  });

  it("keeps bounds that lie beyond everything", () => {
    const statistic = (drawn: readonly number[]) =>
      drawn.includes(0) ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    expect(bootstrapInterval([0, 1, 2], statistic)).toEqual({
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
  });
});
