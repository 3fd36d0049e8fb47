import { describe, expect, it } from "vitest";
import { mannWhitney } from "../../lib/stats/mann-whitney.js";
import { seededRandom } from "../../lib/stats/random.js";
import golden from "../fixtures/stats/golden.json" with { type: "json" };

describe("mannWhitney", () => {
  it("has the exact p value that scipy's permutation test has, ties included", () => {
    for (const { a, b, u, exact } of golden.mannWhitney) {
      expect(mannWhitney(a, b)).toMatchObject({ u, method: "exact" });
      expect(mannWhitney(a, b).p).toBeCloseTo(exact, 9);
    }
  });

  it("has scipy's asymptotic p value, with corrections for ties and continuity", () => {
    for (const { a, b, asymptotic } of [...golden.mannWhitney, ...golden.largeMannWhitney]) {
      const { p, method } = mannWhitney(a, b, "asymptotic");
      expect(method).toBe("asymptotic");
      expect(Math.abs(p / asymptotic - 1)).toBeLessThan(1e-6);
    }
  });

  it("is exact up to fifty values, and asymptotic beyond", () => {
    for (const { a, b, exact } of golden.largeMannWhitney) {
      const test = mannWhitney(a, b);
      expect(test.method).toBe("exact");
      if (exact !== null) expect(Math.abs(test.p / exact - 1)).toBeLessThan(1e-9);
    }
    const many = Array.from({ length: 51 }, (_, index) => index);
    expect(mannWhitney(many, [3]).method).toBe("asymptotic");
    expect(() => mannWhitney(many, [3], "exact")).toThrow("at most 50 values for the exact test, got 52");
  });

  it("does not care which sample comes first, nor in which unit", () => {
    const { a, b } = golden.mannWhitney[5]!;
    expect(mannWhitney(b, a).p).toBeCloseTo(mannWhitney(a, b).p, 12);
    expect(
      mannWhitney(
        a.map((value) => value * 1000),
        b.map((value) => value * 1000),
      ),
    ).toEqual(mannWhitney(a, b));
  });

  it("calls one sample in twenty different where there is no difference, or fewer", () => {
    const random = seededRandom(11);
    const draw = (count: number) => Array.from({ length: count }, () => random.normal());
    let differentCount = 0;
    for (let trial = 0; trial < 2_000; trial++) if (mannWhitney(draw(6), draw(9)).p <= 0.05) differentCount++;
    // 0.05 and three standard errors.
    expect(differentCount / 2_000).toBeLessThan(0.065);
    expect(differentCount).toBeGreaterThan(0);
  });

  it("refuses an empty sample", () => {
    expect(() => mannWhitney([], [1])).toThrow("two samples with values, got 0 and 1");
  });
});
