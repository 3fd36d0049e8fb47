import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gapLadder } from "../../lib/stats/gap-ladder.js";
import type { RoundValue } from "../../lib/stats/ratio.js";

const rounds = (...values: readonly number[]): RoundValue[] =>
  values.map((value, round) => ({ round, value }));
const steady = (value: number) => rounds(...Array<number>(6).fill(value));

describe("gapLadder", () => {
  it("gives each factor its share, and calls a step without one the residual", () => {
    const ladder = gapLadder(steady(100), [
      { factor: "kept", values: steady(40) },
      { factor: "no limit", values: steady(45) },
      { values: steady(20) },
    ])!;
    expect(ladder).toMatchObject({ start: 100, end: 20, gap: 80, leftOver: { difference: 0, share: 0 } });
    expect(ladder.steps).toMatchObject([
      { factors: ["kept"], difference: 60, share: 0.75, interval: { low: 60, high: 60 } },
      { factors: ["no limit"], difference: -5, share: -0.0625 },
      { factors: [], difference: 25, share: 0.3125 },
    ]);
  });

  it("takes differences within rounds: a host that drifts adds nothing to a factor that does nothing", () => {
    const drifting = rounds(10, 20, 30, 40, 50, 60);
    const { steps } = gapLadder(drifting, [{ factor: "none", values: drifting }])!;
    expect(steps[0]).toMatchObject({ difference: 0, share: 0, interval: { low: 0, high: 0 } });
  });

  it("uses only the rounds that measured all, and has no interval under six", () => {
    const ladder = gapLadder(rounds(10, 12, 14), [{ factor: "kept", values: rounds(4, 5) }])!;
    expect(ladder).toMatchObject({ start: 11, end: 4.5, gap: 6.5 });
    expect(ladder.steps[0]).toMatchObject({ difference: 6.5, interval: null });
  });

  it("counts the factor of a rung that was not measured with the next one's", () => {
    const ladder = gapLadder(steady(9), [
      { factor: "kept", values: [] },
      { factor: "at once", values: steady(3) },
    ])!;
    expect(ladder.steps).toMatchObject([{ factors: ["kept", "at once"], difference: 6 }]);
  });

  it("leaves such a factor to the residual where the next rung has none", () => {
    const ladder = gapLadder(steady(9), [
      { factor: "kept", values: steady(5) },
      { factor: "at once", values: [] },
      { values: steady(3) },
    ])!;
    expect(ladder.steps.map(({ factors }) => factors)).toEqual([["kept"], []]);
  });

  it("ends with the last rung that was measured", () => {
    expect(gapLadder(steady(9), [{ factor: "kept", values: steady(5) }, { values: [] }])).toMatchObject({
      end: 5,
      gap: 4,
    });
  });

  it.each([
    ["no rungs", steady(9), []],
    ["no slow end", [], [{ factor: "kept", values: steady(5) }]],
    ["no round in common", [{ round: 7, value: 9 }], [{ factor: "kept", values: steady(5) }]],
    ["no factor", steady(9), [{ values: steady(5) }]],
  ])("is null with %s", (_, from, rungs) => {
    expect(gapLadder(from, rungs)).toBeNull();
  });

  it("adds up: start less every step less what is left over is the end", () => {
    const values = fc.array(fc.double({ min: 1, max: 1e4, noNaN: true }), { minLength: 6, maxLength: 9 });
    fc.assert(
      fc.property(values, fc.array(values, { minLength: 1, maxLength: 5 }), (from, levels) => {
        const ladder = gapLadder(
          rounds(...from),
          levels.map((level) => ({ factor: "one", values: rounds(...level) })),
        )!;
        const taken = ladder.steps.reduce((sum, step) => sum + step.difference, ladder.leftOver.difference);
        expect(ladder.start - taken).toBeCloseTo(ladder.end, 6);
      }),
    );
  });
});
