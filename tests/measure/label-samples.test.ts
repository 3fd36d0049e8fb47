import { describe, expect, it } from "vitest";
import { labelSamples } from "../../lib/measure/label-samples.js";
import { sampleLabels } from "../../lib/stats/sample-labels.js";
import type { Sample } from "../../lib/store/result.js";

describe("sampleLabels", () => {
  it("takes the warm-up first, and outliers among the rest", () => {
    expect(sampleLabels([300, 99, 100, 101, 250, 100, 98, 102])).toEqual([
      "cold",
      null,
      null,
      null,
      "high",
      null,
      null,
      null,
    ]);
    expect(sampleLabels([])).toEqual([]);
  });
});

describe("labelSamples", () => {
  const timed = (workMs: number, more: Partial<Sample> = {}): Sample => ({ status: "ok", workMs, ...more });

  it("labels each cell by itself, keeps every sample in its place, and leaves out what did not end well", () => {
    const headline = [99, 100, 101, 100.5, 99.5, 200].map((ms) => timed(ms));
    const cell = [400, 99, 100, 101, 100.5, 99.5].map((ms) => timed(ms, { cell: "large" }));
    const failed: Sample = { status: "error", reason: "exit code 3" };
    const samples = headline.flatMap((sample, index) => [sample, cell[index]!, failed]);
    const labelled = labelSamples(samples, "workMs");
    expect(labelled.map(({ label: _, ...sample }) => sample)).toEqual(samples);
    expect(labelled.filter(({ label }) => label)).toEqual([
      timed(400, { cell: "large", label: "cold" }),
      timed(200, { label: "high" }),
    ]);
  });

  it("has no labels by a metric that the samples lack", () => {
    const samples = [1, 1, 1, 1, 1, 99].map((ms) => timed(ms));
    expect(labelSamples(samples, "counters.requests")).toEqual(samples);
  });
});
