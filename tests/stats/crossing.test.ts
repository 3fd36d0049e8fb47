import { expect, it } from "vitest";
import { lastCrossing } from "../../lib/stats/crossing.js";

it("interpolates on the ratio's logarithm between the places around 1", () => {
  expect(
    lastCrossing([
      [10, 100],
      [20, 4],
      [22, 0.5],
      [24, 0.5],
    ]),
  ).toBeCloseTo(20 + 2 * (2 / 3));
});

it("takes the last of several crossings, and a ratio of 1 itself as not below", () => {
  const points = [2, 0.9, 1, 0.5].map((ratio, index) => [index, ratio] as const);
  expect(lastCrossing(points)).toBe(2);
});

it("has none where the ratio never lies above, or never comes below for good", () => {
  expect(
    lastCrossing([
      [1, 0.5],
      [2, 0.4],
    ]),
  ).toBeUndefined();
  expect(
    lastCrossing([
      [1, 9],
      [2, 1.1],
    ]),
  ).toBeUndefined();
  expect(lastCrossing([])).toBeUndefined();
});
