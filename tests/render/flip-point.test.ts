import { describe, expect, it } from "vitest";
import type { RatioClaim } from "../../lib/catalogue/entry.js";
import { flipPoint } from "../../lib/render/flip-point.js";
import { seededRandom } from "../../lib/stats/random.js";
import type { ExperimentResult, Sample } from "../../lib/store/result.js";
import { experimentOf, noise, ratioClaim, timed } from "../fixtures/small-experiment.js";

const sizes = [1, 10, 100, 1_000];
const claim: RatioClaim = {
  ...ratioClaim,
  condition: {
    parameter: "size",
    unit: "count",
    says: "the size",
    cells: sizes.map((size) => `size=${size}`),
  },
};

/** A grid on which the ratio is (size / turn) ** slope, with noise of 5% in each of twelve rounds. */
function grid(turn: number, { slope = 0.3, seed = 1, measured = sizes } = {}): ExperimentResult {
  const random = seededRandom(seed);
  const samplesOf = (ratioAt: (size: number) => number): Sample[] =>
    measured.flatMap((size) =>
      timed(
        Array.from({ length: 12 }, () => 100 * ratioAt(size) * Math.exp(0.05 * random.normal())),
        `size=${size}`,
      ),
    );
  const result = experimentOf(
    { "python/slow": samplesOf((size) => (size / turn) ** slope), "go/fast": samplesOf(() => 1) },
    noise(1),
  );
  const cells = Object.fromEntries(sizes.map((size) => [`size=${size}`, { parameters: { size } }]));
  return { ...result, cells };
}

describe("flipPoint", () => {
  it("lies between the cells around it, inside its interval", () => {
    const flip = flipPoint(claim, grid(40))!;
    expect(flip.between.map(({ x }) => x)).toEqual([10, 100]);
    expect(flip.holdsAbove).toBe(true);
    expect(flip.low).toBeLessThan(flip.at);
    expect(flip.high).toBeGreaterThan(flip.at);
    expect(Math.abs(Math.log(flip.at / 40))).toBeLessThan(0.3);
  });

  it("has an interval that covers the true point about as often as it says", () => {
    const covered = Array.from({ length: 40 }, (_, seed) => flipPoint(claim, grid(40, { seed }))!).filter(
      ({ low = 0, high = Number.POSITIVE_INFINITY }) => low <= 40 && 40 <= high,
    );
    // The bootstrap of a median covers a little less than 95%.
    expect(covered.length).toBeGreaterThanOrEqual(34);
  });

  it("turns the other way where the direction ceases to hold", () => {
    expect(flipPoint(claim, grid(40, { slope: -0.3 }))).toMatchObject({ holdsAbove: false });
  });

  it("has no bound on a side on which the interval leaves the grid", () => {
    // At size 1 the true ratio is 0.995: by chance some draws of every seed but a few have it above the floor.
    const flips = Array.from({ length: 10 }, (_, seed) =>
      flipPoint(claim, grid(1.05, { slope: 0.1, seed })),
    ).filter((flip) => flip !== undefined);
    const unbounded = flips.filter(({ low }) => low === undefined);
    expect(unbounded.length).toBeGreaterThan(flips.length / 2);
    for (const { high } of unbounded) expect(high).toBeGreaterThan(1);
  });

  it("is undefined where nothing turns, with one cell, and for levels that are no numbers", () => {
    expect(flipPoint(claim, grid(0.001))).toBeUndefined();
    expect(flipPoint(claim, grid(40, { measured: [1] }))).toBeUndefined();
    const named = grid(40);
    const cells = { ...named.cells, "size=10": { parameters: { size: "ten" } } };
    expect(flipPoint(claim, { ...named, cells })).toBeUndefined();
    expect(flipPoint(ratioClaim, named)).toBeUndefined();
  });
});
