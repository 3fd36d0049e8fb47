import { describe, expect, it } from "vitest";
import type { VariantId } from "../../lib/catalogue/entry.js";
import { outliers } from "../../lib/stats/outliers.js";
import type { ExperimentResult, VariantResult } from "../../lib/store/result.js";
import {
  FLOOR,
  SECOND,
  type SimulatedExperiment,
  shareOf,
  simulate,
  verdictOn,
} from "./simulated-experiment.js";

const [control, controlCopy] = FLOOR;
const [second, secondCopy] = SECOND;
const floorCopies = { [control]: 100, [controlCopy]: 100 };

/** Four names of one program. `copyBias`: what the second name of each pair costs more, for no reason of its own. */
function copies(copyBias = 1): SimulatedExperiment["workMs"] {
  return { [control]: 100, [controlCopy]: 100 * copyBias, [second]: 100, [secondCopy]: 100 * copyBias };
}

describe("false positives, counted on a second pair of copies that has no part in the floor", () => {
  const LIMIT = 0.065;
  const found = async (experiment: SimulatedExperiment, change = (result: ExperimentResult) => result) =>
    ["holds", "reversed"].includes(verdictOn(SECOND, change(await simulate(experiment))));
  const noFloor = (result: ExperimentResult): ExperimentResult => ({
    ...result,
    noiseFloor: { kind: "exact" },
  });

  it.each([
    { of: "six rounds", roundCount: 6, workMs: copies() },
    { of: "unequal sample counts", roundCount: 12, workMs: copies(), failing: 0.2 },
    { of: "copies that differ for no reason of their own", roundCount: 12, workMs: copies(1.12) },
  ])("are at most 6.5% of 1,000 experiments: $of", async ({ of: _, ...experiment }) => {
    expect(await shareOf(1_000, (seed) => found({ ...experiment, seed }))).toBeLessThanOrEqual(LIMIT);
  });

  it("are more once the floor is left out, so this test can fail", async () => {
    const biased = { roundCount: 12, workMs: copies(1.12) };
    expect(await shareOf(150, (seed) => found({ ...biased, seed }, noFloor))).toBeGreaterThan(LIMIT);
  });
});

describe("power, at 10% noise within and between rounds", () => {
  const WANTED = 0.9;
  const PAIR = ["python/slow", "go/fast"] as const;
  const slower = (ratio: number, names: readonly VariantId[] = [PAIR[0]]) => ({
    ...floorCopies,
    [PAIR[1]]: 100,
    ...Object.fromEntries(names.map((name) => [name, 100 * ratio])),
  });

  it("is at least 90% for 1.5 x in six rounds", async () => {
    const found = async (seed: number) =>
      verdictOn(PAIR, await simulate({ seed, roundCount: 6, workMs: slower(1.5) })) === "holds";
    expect(await shareOf(600, found)).toBeGreaterThanOrEqual(WANTED);
  });

  it("is at least 90% for 1.5 x in six rounds for each of five comparisons", async () => {
    const names = ["python/1", "python/2", "python/3", "python/4", "python/5"] as const;
    const workMs = slower(1.5, names);
    let heldCount = 0;
    for (let seed = 0; seed < 100; seed++) {
      const result = await simulate({ seed, roundCount: 6, workMs });
      const pairs = names.map((name) => [name, PAIR[1]] as const);
      heldCount += pairs.filter((pair) => verdictOn(pair, result, pairs) === "holds").length;
    }
    expect(heldCount / 500).toBeGreaterThanOrEqual(WANTED);
  });

  it("is at least 90% for 1.3 x in twelve rounds, though the other four of five comparisons are missing", async () => {
    const missing = (["python/1", "python/2", "python/3", "python/4"] as const).map(
      (id) => [id, PAIR[1]] as const,
    );
    const found = async (seed: number) =>
      verdictOn(PAIR, await simulate({ seed, roundCount: 12, workMs: slower(1.3) }), missing) === "holds";
    expect(await shareOf(500, found)).toBeGreaterThanOrEqual(WANTED);
  });

  it("is less once outliers are dropped, so this test can fail", async () => {
    const found = async (seed: number) => {
      const result = withoutOutliers(await simulate({ seed, roundCount: 6, workMs: slower(1.5) }));
      return verdictOn(PAIR, result) === "holds";
    };
    expect(await shareOf(150, found)).toBeLessThan(WANTED);
  });
});

function withoutOutliers(result: ExperimentResult): ExperimentResult {
  const without = (variant: VariantResult): VariantResult => {
    const labels = outliers(variant.samples.map(({ workMs }) => workMs!));
    return { ...variant, samples: variant.samples.filter((_, index) => labels[index] === null) };
  };
  const variants = Object.entries(result.variants).map(([id, variant]) => [id, without(variant)]);
  return { ...result, variants: Object.fromEntries(variants) };
}
