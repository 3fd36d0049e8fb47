import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compute } from "../../lib/workloads/compute.js";

describe("compute", () => {
  it("follows the recurrence of Numerical Recipes", () => {
    // The book's own sequence from 0.
    const expected = [0x3c6ef35f, 0x47502932, 0xd1ccf6e9, 0xaaf95334, 0x6252e503];
    expect(expected.map((_, step) => compute(0, step + 1))).toEqual(expected);
  });

  it("comes to the same wherever it is interrupted", () => {
    const steps = fc.nat({ max: 500 });
    fc.assert(
      fc.property(fc.nat(), steps, steps, (start, first, second) => {
        expect(compute(compute(start, first), second)).toBe(compute(start, first + second));
      }),
    );
  });
});
