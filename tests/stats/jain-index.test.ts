import { expect, it } from "vitest";
import { jainIndex } from "../../lib/stats/jain-index.js";

it("goes from one n-th for one taker of all to 1 for equal shares", () => {
  expect(jainIndex([5, 0, 0, 0])).toBe(0.25);
  expect(jainIndex([7, 7, 7])).toBeCloseTo(1, 12);
  expect(jainIndex([30, 10])).toBe(jainIndex([3, 1]));
  expect(jainIndex([0, 0])).toBeNaN();
});
