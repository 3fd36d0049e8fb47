import { describe, expect, it } from "vitest";
import { twoPhilosophies } from "../../../lib/catalogue/two-philosophies.js";
import type { Measurement } from "../../../lib/experiments/measurement.js";
import { memoryPerTask } from "../../../lib/experiments/two-philosophies/memory-per-task.js";
import {
  lostTasks,
  twoAtOnce,
  whenAJobThrows,
} from "../../../lib/experiments/two-philosophies/outcome-tables.js";
import type { Sample } from "../../../lib/store/result.js";

/** An experiment's results, of which these views read the cells and the samples alone. */
function measured(
  id: string,
  cells: readonly string[],
  samples: Record<string, readonly Sample[]>,
): Measurement {
  const variants = Object.fromEntries(
    Object.entries(samples).map(([variant, of]) => [variant, { samples: of }]),
  );
  const result = { id, cells: Object.fromEntries(cells.map((cell) => [cell, { parameters: {} }])), variants };
  return {
    document: twoPhilosophies,
    experiment: twoPhilosophies.experiments.find((experiment) => experiment.id === id)!,
    file: { experiments: { [id]: result } } as unknown as Measurement["file"],
  };
}

const ok = (counters: Record<string, number>, cell?: string): Sample => ({
  status: "ok",
  counters,
  ...(cell !== undefined && { cell }),
});

describe("outcome tables", () => {
  const started = measured("start", ["idle", "loaded"], {
    "go/sleep": [
      ok({ tasks: 10, lost: 0, maxInFlight: 10 }),
      ok({ tasks: 10, lost: 2, maxInFlight: 9 }),
      ok({ lost: 7, unfinished: 7 }, "loaded"),
    ],
    "go/wait-group": [{ status: "error", reason: "it died" }],
  });

  it("show the worst run of each cell, and no row for a program without a figure", () => {
    expect(lostTasks(started)).toMatchObject({ rows: [["Go, sleep", "10", "2", "7", "7", "10", ""]] });
  });

  it("say so where none of their programs ran", () => {
    expect(twoAtOnce(started)).toMatchObject({ kind: "note" });
  });

  it("tell what happened by yes and no", () => {
    const pooled = measured("pool", ["jobMs=20", "throwing"], {
      "python/queue": [ok({ results: 0, hung: 1, died: 0, reported: 0 }, "throwing")],
    });
    expect(whenAJobThrows(pooled)).toMatchObject({ rows: [["asyncio, two queues", "0", "yes", "no", "no"]] });
  });
});

describe("memory per task", () => {
  it("has a row for each way of living, and none for a run that did not grow", () => {
    const many = measured("tasks", ["started", "held"], {
      "go/goroutines": [ok({ perTaskBytes: 0 }), ok({ perTaskBytes: 2700 }, "held")],
    });
    expect(memoryPerTask(many)).toMatchObject({
      kind: "distribution",
      rows: [{ name: "Goroutines, all alive", language: "go", values: [2700] }],
    });
  });

  it("says so where nothing grew", () => {
    expect(memoryPerTask(measured("tasks", ["started"], {}))).toMatchObject({ kind: "note" });
  });
});
