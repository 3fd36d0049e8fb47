import { describe, expect, it } from "vitest";
import { gapOf, ratioWithinRounds, roundRatios } from "../../lib/stats/ratio.js";

const measured = (...values: number[]) => values.map((value, round) => ({ round, value }));

describe("ratioWithinRounds", () => {
  it("compares within the round, so that a host that slows down moves neither side", () => {
    const slowing = [1, 1.2, 1.4, 1.6, 1.8, 2];
    const ratio = ratioWithinRounds(
      measured(...slowing.map((factor) => 30 * factor)),
      measured(...slowing.map((factor) => 10 * factor)),
    );
    expect(ratio!.middle).toBeCloseTo(3, 12);
    expect(ratio!.high - ratio!.low).toBeCloseTo(0, 12);
    expect(ratio!.rounds).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("is null with fewer than six rounds in common", () => {
    const six = measured(1, 2, 3, 4, 5, 6);
    expect(ratioWithinRounds(six, six)).not.toBeNull();
    expect(ratioWithinRounds(six, six.slice(1))).toBeNull();
    expect(ratioWithinRounds([], [])).toBeNull();
  });
});

describe("roundRatios", () => {
  it("uses only the rounds that both measured, in ascending order", () => {
    const numerator = [
      { round: 4, value: 8 },
      { round: 1, value: 6 },
      { round: 2, value: 1 },
    ];
    const denominator = [
      { round: 1, value: 3 },
      { round: 3, value: 1 },
      { round: 4, value: 2 },
    ];
    expect(roundRatios(numerator, denominator)).toEqual({ rounds: [1, 4], ratios: [2, 4] });
  });

  it("leaves out rounds that have no ratio", () => {
    expect(roundRatios(measured(1, 0, 3), measured(0, 1, 1))).toEqual({ rounds: [2], ratios: [3] });
    expect(roundRatios(measured(Number.NaN, Number.POSITIVE_INFINITY), measured(1, 1)).rounds).toEqual([]);
  });

  it("counts a round with several values by their median", () => {
    const twice = [...measured(2), ...measured(4)];
    expect(roundRatios(twice, measured(1)).ratios).toEqual([3]);
  });
});

describe("gapOf", () => {
  it("tells how far apart two are, whichever is larger", () => {
    expect(gapOf({ low: 2, middle: 4, high: 5 })).toEqual({ low: 2, middle: 4, high: 5 });
    expect(gapOf({ low: 0.2, middle: 0.25, high: 0.5 })).toEqual({ low: 2, middle: 4, high: 5 });
  });

  it("begins at level where the interval has both sides", () => {
    expect(gapOf({ low: 0.8, middle: 1.1, high: 1.2 })).toEqual({ low: 1, middle: 1.1, high: 1.25 });
    expect(gapOf({ low: 0.5, middle: 0.8, high: 4 })).toEqual({ low: 1, middle: 1.25, high: 4 });
  });
});
