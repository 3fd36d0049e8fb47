import { describe, expect, it } from "vitest";
import { headroom } from "../../lib/stats/headroom.js";

describe("headroom", () => {
  it("is what a generator had left of its ceiling", () => {
    expect(headroom(80, 100)).toBeCloseTo(0.2, 12);
    expect(headroom(100, 100)).toBe(0);
    expect(headroom(110, 100)).toBeCloseTo(-0.1, 12);
  });
});
