import { describe, expect, it } from "vitest";
import { littlesLawResidual } from "../../lib/stats/littles-law.js";

describe("littlesLawResidual", () => {
  it("is 0 where rate times mean time makes the requests in flight", () => {
    expect(littlesLawResidual({ inFlight: 3, ratePerSecond: 150, meanMs: 20 })).toBeCloseTo(0, 12);
  });

  it("is the share of time that the clients of a closed loop spent otherwise, below 0", () => {
    // One client: 8 ms of waiting, then 2 ms of its own.
    expect(littlesLawResidual({ inFlight: 1, ratePerSecond: 100, meanMs: 8 })).toBeCloseTo(-0.2, 12);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d", (meanMs) => {
    expect(() => littlesLawResidual({ inFlight: 1, ratePerSecond: 1, meanMs })).toThrow(
      /Expected `meanMs` to be a number above 0/,
    );
  });
});
