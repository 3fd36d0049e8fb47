import { describe, expect, it } from "vitest";
import { BackOff } from "../../../lib/servers/worker-death/back-off.js";

describe("BackOff", () => {
  it("waits twice as long after each young death in a row, and no longer than 5 s", () => {
    const backOff = new BackOff({ now: () => 1_000 });
    const delays = Array.from({ length: 9 }, () => backOff.delayAfterMs(undefined));
    expect(delays).toEqual([50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  });

  it("does not wait after a worker that has lived, and then begins anew", () => {
    const backOff = new BackOff({ now: () => 1_000 });
    expect([backOff.delayAfterMs(950), backOff.delayAfterMs(901)]).toEqual([50, 100]);
    expect([backOff.delayAfterMs(900), backOff.delayAfterMs(950)]).toEqual([0, 50]);
  });
});
