import { expect, it } from "vitest";
import { holm } from "../../lib/stats/holm.js";
import golden from "../fixtures/stats/golden.json" with { type: "json" };

it("corrects as statsmodels does, in the order given", () => {
  for (const { p, corrected } of golden.holm) {
    for (const [index, value] of holm(p).entries()) expect(value).toBeCloseTo(corrected[index]!, 12);
  }
  expect(holm([])).toEqual([]);
});
