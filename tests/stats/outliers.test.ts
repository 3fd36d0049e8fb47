import { describe, expect, it } from "vitest";
import { medianAbsoluteDeviation } from "../../lib/stats/median-absolute-deviation.js";
import { outliers } from "../../lib/stats/outliers.js";
import { seededRandom } from "../../lib/stats/random.js";
import { coldCount } from "../../lib/stats/warm-up.js";
import golden from "../fixtures/stats/golden.json" with { type: "json" };

describe("medianAbsoluteDeviation", () => {
  it("equals scipy's", () => {
    for (const { values, mad } of golden.deviations) {
      expect(medianAbsoluteDeviation(values)).toBeCloseTo(mad, 9);
    }
    expect(medianAbsoluteDeviation([])).toBeNaN();
  });
});

describe("outliers", () => {
  it("labels what lies apart, with its side, and leaves the order alone", () => {
    expect(outliers([101, 99, 300, 100, 102, 98, 10])).toEqual([null, null, "high", null, null, null, "low"]);
  });

  it("labels nothing among fewer than six, nor where most values are the same", () => {
    expect(outliers([1, 1.1, 1.2, 1, 900])).toEqual([null, null, null, null, null]);
    expect(outliers([4, 4, 4, 4, 4, 9])).toEqual([null, null, null, null, null, null]);
  });

  it.each([6, 12, 20])("label one series of %i with normal noise in twenty", (count) => {
    const random = seededRandom(count);
    let labelledCount = 0;
    for (let trial = 0; trial < 1_000; trial++) {
      const values = Array.from({ length: count }, () => 100 + 10 * random.normal());
      if (outliers(values).some((side) => side !== null)) labelledCount++;
    }
    expect(labelledCount).toBeLessThan(70);
    expect(labelledCount).toBeGreaterThan(20);
  });

  it("does not let several hide each other", () => {
    expect(outliers([100, 101, 99, 100.5, 99.5, 500, 510]).slice(-2)).toEqual(["high", "high"]);
  });
});

describe("coldCount", () => {
  it.each<[string, number[], number]>([
    ["steady from the beginning", [101, 99, 100, 102, 98, 100], 0],
    ["a cold first run", [180, 99, 100, 102, 98, 100], 1],
    ["two cold runs", [300, 200, 101, 99, 100, 102, 98, 100], 2],
    ["a first run that is faster, for rates", [40, 99, 100, 102, 98, 100], 1],
    ["an outlier later on", [101, 99, 100, 300, 98, 100, 101], 0],
    ["off by less than matters", [103, 100, 100.1, 99.9, 100, 100.05], 0],
    ["one above and one below", [180, 20, 99, 100, 102, 98, 100, 101], 1],
    ["too few to tell", [180, 99, 100, 102, 98], 0],
    ["nothing", [], 0],
  ])("%s", (_, values, count) => {
    expect(coldCount(values)).toBe(count);
  });
});
