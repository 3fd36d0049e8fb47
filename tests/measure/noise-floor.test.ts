import { describe, expect, it } from "vitest";
import type { VariantId } from "../../lib/catalogue/entry.js";
import { noiseFloor } from "../../lib/measure/noise-floor.js";
import type { Sample } from "../../lib/store/result.js";

const rounds = (...works: number[]): Sample[] =>
  works.map((workMs, round) => ({ status: "ok", round, workMs }));
const floorOf = (of: Sample[], copy: Sample[]) =>
  noiseFloor(
    new Map<VariantId, Sample[]>([
      ["ts/a", of],
      ["ts/a-copy", copy],
    ]),
    "ts/a",
    "ts/a-copy",
    "workMs",
  );

describe("noiseFloor", () => {
  it("is the middle of the ratios within rounds, as a factor of at least 1", () => {
    const slower = rounds(12, 24, 36);
    const faster = rounds(10, 20, 30);
    expect(floorOf(slower, faster)).toMatchObject({
      kind: "a/a",
      of: "ts/a",
      copy: "ts/a-copy",
      ratios: [1.2, 1.2, 1.2],
    });
    expect(floorOf(slower, faster)).toHaveProperty("factor", 1.2);
    expect(floorOf(faster, slower)).toHaveProperty("factor", expect.closeTo(1.2, 12));
  });

  it("counts only headline samples that ended well", () => {
    const noisy: Sample[] = [
      ...rounds(10, 20, 30),
      { status: "invalid", round: 3, workMs: 1 },
      { status: "ok", round: 3, workMs: 900, cell: "large" },
      { status: "ok", workMs: 900 },
    ];
    expect(floorOf(noisy, rounds(10, 20, 30, 40))).toMatchObject({ factor: 1, ratios: [1, 1, 1] });
  });

  it("is unknown with fewer than three common rounds", () => {
    expect(floorOf(rounds(1, 2), rounds(1, 2))).toEqual({
      kind: "unknown",
      reason: "ts/a and ts/a-copy: needs 3 rounds in which both copies ended well, got 2",
    });
    expect(noiseFloor(new Map(), "ts/a", "ts/a-copy", "cpuMs").kind).toBe("unknown");
  });
});
