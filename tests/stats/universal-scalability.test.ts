import { describe, expect, it } from "vitest";
import { fitScalability, type ScalabilityFit } from "../../lib/stats/universal-scalability.js";
import golden from "../fixtures/stats/golden.json" with { type: "json" };

type Fitted = Extract<ScalabilityFit, { kind: "fitted" }>;

describe("fitScalability", () => {
  it("finds the fit of scipy's non-negative least squares", () => {
    for (const { points, rateOfOne, contention, coherency } of golden.scalability) {
      const fit = fitScalability(points) as Fitted;
      expect(Math.abs(fit.rateOfOne / rateOfOne - 1)).toBeLessThan(1e-6);
      expect(fit.contention).toBeCloseTo(contention, 6);
      expect(fit.coherency).toBeCloseTo(coherency, 6);
      expect(fit.residual).toBeLessThan(0.15);
    }
  });

  it("gives back the law that the points were made by, and where it peaks", () => {
    const points = [1, 2, 3, 5, 8, 13, 21].map((count) => ({
      count,
      ratePerSecond: (700 * count) / (1 + 0.1 * (count - 1) + 0.009 * count * (count - 1)),
    }));
    const fit = fitScalability(points) as Fitted;
    expect(fit).toMatchObject({
      rateOfOne: expect.closeTo(700, 6),
      contention: expect.closeTo(0.1, 9),
      coherency: expect.closeTo(0.009, 9),
      bestCount: expect.closeTo(10, 6),
      residual: expect.closeTo(0, 9),
    });
  });

  it("grows for ever where nothing has to be agreed upon", () => {
    const points = [1, 2, 3, 4, 5, 6].map((count) => ({ count, ratePerSecond: 10 * count }));
    expect(fitScalability(points)).toMatchObject({ kind: "fitted", bestCount: null });
  });

  it("says that five different counts are too few, however often they were measured", () => {
    const five = [1, 2, 3, 4, 5].map((count) => ({ count, ratePerSecond: 10 * count }));
    const reason = "needs 6 different counts, got 5";
    expect(fitScalability([...five, ...five])).toEqual({ kind: "not fitted", reason });
    expect(fitScalability([...five, { count: 6, ratePerSecond: 0 }])).toEqual({ kind: "not fitted", reason });
  });
});
