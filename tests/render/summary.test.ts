import { describe, expect, it } from "vitest";
import { resolveFigure } from "../../lib/render/resolve-figure.js";
import { efficiencyOf, endedWell } from "../../lib/render/summary.js";
import type { ExperimentResult, ResultFile, Sample } from "../../lib/store/result.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";

const file = structuredClone(syntheticResult()) as ResultFile;
const result = file.experiments.fetch as ExperimentResult & {
  cells: Record<string, ExperimentResult["cells"][string]>;
};
const samples = result.variants["ts/bounded"]!.samples as Sample[];
const roundCount = samples.length;
result.cells["documents=0"] = { parameters: { documents: 0 } };
samples.push(
  { status: "ok", round: 0, cell: "documents=0", workMs: 1 },
  { status: "ok", round: 1, cell: "documents=0", counters: { lost: 3 } },
  { status: "error", reason: "exit code 1", round: 2, cell: "documents=0" },
);

describe("the efficiency", () => {
  it("is the cell's own bound divided by the median, and not known where the cell has none", () => {
    expect(efficiencyOf(result, "ts/bounded")).toBeGreaterThan(0);
    expect(efficiencyOf(result, "ts/bounded", "documents=150")).toBe(efficiencyOf(result, "ts/bounded"));
    expect(efficiencyOf(result, "ts/bounded", "documents=0")).toBeUndefined();
  });
});

describe("the runs that ended well", () => {
  it("count whatever was measured of them, and are found again by their path", () => {
    expect(endedWell(result, "ts/bounded")).toBe(roundCount);
    expect(endedWell(result, "ts/bounded", "documents=0")).toBe(2);
    const path = "results/test-machine/catch-em-all/experiments/fetch/ended-well/ts~1bounded/documents=0";
    expect(resolveFigure(path, [file], [])).toBe(2);
  });
});
