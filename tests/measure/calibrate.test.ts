import { describe, expect, it } from "vitest";
import { hostDrift, measureHostSpeed } from "../../lib/measure/calibrate.js";

describe("measureHostSpeed", () => {
  it("is the median of five chunks, after one that does not count", () => {
    let nowMs = 0;
    const tookMs = [900, 30, 31, 500, 29, 32];
    const speed = measureHostSpeed({ now: () => nowMs }, () => {
      nowMs += tookMs.shift()!;
    });
    expect(speed).toEqual({ chunkMs: 31 });
    expect(tookMs).toEqual([]);
  });
});

describe("hostDrift", () => {
  it("warns from 15% on, in both directions", () => {
    expect(hostDrift({ chunkMs: 100 }, { chunkMs: 115 })).toEqual({
      drift: expect.closeTo(0.15, 9),
      warning: null,
    });
    expect(hostDrift({ chunkMs: 100 }, { chunkMs: 130 }).warning).toContain(
      "took 30% longer after the experiment",
    );
    expect(hostDrift({ chunkMs: 100 }, { chunkMs: 70 }).warning).toContain("took 30% less time after");
  });
});
