import { describe, expect, it } from "vitest";
import { fromPythonToGo } from "../../lib/catalogue/from-python-to-go.js";
import { capacityOf, workerSharesOf } from "../../lib/render/worker-charts.js";
import type { ExperimentResult, Sample } from "../../lib/store/result.js";

const experiment = fromPythonToGo.experiments.find(({ id }) => id === "spread")!;

function resultOf(samples: Record<string, readonly Sample[]>): ExperimentResult {
  return {
    id: experiment.id,
    profile: "quick",
    parameters: {},
    cells: { "keep-alive": { parameters: { everyMs: 200 } }, closing: { parameters: {} } },
    roundCount: 1,
    noiseFloor: { kind: "exact" },
    warnings: [],
    variants: Object.fromEntries(
      Object.entries(samples).map(([id, own]) => [
        id,
        { language: "typescript", program: "", asPublished: false, warmups: [], samples: own },
      ]),
    ),
  };
}

const ids = ["ts/round-robin", "ts/round-robin-copy", "ts/none"] as const;
const worked = (...work: number[]): Sample => ({
  status: "ok",
  counters: { ...Object.fromEntries(work.map((each, index) => [`worker${index + 1}Work`, each])), worker: 9 },
});

describe("workerSharesOf", () => {
  it("means the shares by rank, whichever worker was busiest, and leaves out the copy and what failed", () => {
    const result = resultOf({
      "ts/round-robin": [
        worked(30, 10),
        worked(0, 40),
        { ...worked(1, 1), status: "error" },
        { ...worked(5, 5), cell: "closing" },
      ],
      "ts/round-robin-copy": [worked(1, 2)],
      "ts/none": [{ status: "skipped", reason: "it may not" }],
    });
    const { rows } = workerSharesOf(experiment, result, fromPythonToGo, "spread", ids)!;
    expect(rows).toEqual([
      {
        name: "keep alive: cluster, round robin",
        language: "typescript",
        shares: [0.875, 0.125],
        fairness: 0.65,
      },
      { name: "closing: cluster, round robin", language: "typescript", shares: [0.5, 0.5], fairness: 1 },
    ]);
  });

  it("draws nothing where no worker counted", () => {
    const result = resultOf({ "ts/none": [{ status: "ok", counters: { p50Ms: 1 } }, worked(0, 0)] });
    expect(workerSharesOf(experiment, result, fromPythonToGo, "spread", ids)).toBeUndefined();
  });
});

describe("capacityOf", () => {
  const levels = (...shares: number[]): Sample => ({
    status: "ok",
    counters: Object.fromEntries(shares.map((share, index) => [`capacityAfter${index}Strikes`, share])),
  });

  it("takes the levels in the order of the deaths, and their median over the runs", () => {
    const long = levels(...Array.from({ length: 12 }, (_, index) => 1 - index / 20));
    const result = resultOf({ "ts/none": [levels(1, 0.5), long, levels(1, 0.75)] });
    const chart = capacityOf(experiment, result, fromPythonToGo, { anchor: "death" }, ids)!;
    expect(chart).toMatchObject({ intervalMs: 200, rows: [{ shares: [1, 0.75] }] });
    const alone = capacityOf(
      experiment,
      resultOf({ "ts/none": [long] }),
      fromPythonToGo,
      { anchor: "death" },
      ids,
    )!;
    expect(alone.rows[0]!.shares[11]).toBeCloseTo(0.45);
  });

  it("draws nothing without an interval, or without levels", () => {
    const result = resultOf({ "ts/none": [{ ...levels(1, 0.5), cell: "closing" }] });
    expect(
      capacityOf(experiment, result, fromPythonToGo, { anchor: "a", key: "closing" }, ids),
    ).toBeUndefined();
    expect(capacityOf(experiment, result, fromPythonToGo, { anchor: "a" }, ids)).toBeUndefined();
  });
});
