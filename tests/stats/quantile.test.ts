import { describe, expect, it } from "vitest";
import { median, quantile } from "../../lib/stats/quantile.js";
import golden from "../fixtures/stats/golden.json" with { type: "json" };

describe("quantile (R-7)", () => {
  it("equals NumPy's default method", () => {
    for (const { values, p, quantile: expected } of golden.quantiles) {
      expect(quantile(values, p)).toBeCloseTo(expected, 9);
    }
  });

  it("leaves the sample as it was, and sorts by value", () => {
    const values = [10, 9, 100];
    expect(quantile(values, 0)).toBe(9);
    expect(values).toEqual([10, 9, 100]);
  });

  it("has no value for an empty sample", () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(median([])).toBeNaN();
  });

  it("refuses a place outside 0 to 1", () => {
    expect(() => quantile([1], 95)).toThrow("from 0 to 1, got `95`");
    expect(() => quantile([1], Number.NaN)).toThrow(RangeError);
  });
});

describe("median", () => {
  it("is the mean of the two middle values of an even sample", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([5, 1, 3])).toBe(3);
  });
});
