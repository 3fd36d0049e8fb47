import { describe, expect, it } from "vitest";
import { catchEmAll } from "../../lib/catalogue/catch-em-all.js";
import { metricTable } from "../../lib/experiments/metric-table.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";

const file = syntheticResult({ roundCount: 1 });
const experiment = catchEmAll.experiments.find(({ id }) => id === "fetch")!;
const measurement = { document: catchEmAll, experiment, file };

describe("metricTable", () => {
  const table = metricTable(measurement, { sockets: "counters.originConnections", memory: "peakRssBytes" });

  it("has a column for each metric that was asked for", () => {
    expect(table).toMatchObject({ head: ["variant", "sockets", "memory", "remarks"] });
  });

  it("says why a variant has no figures", () => {
    const rows = table.kind === "table" ? table.rows : [];
    expect(rows.filter(([, sockets]) => sockets === "")).toEqual([
      [expect.any(String), "", "", "no python3 on PATH"],
    ]);
  });

  it("has no remarks where there is nothing to remark", () => {
    const { "python/requests-in-loop": _, ...variants } = file.experiments.fetch!.variants;
    const complete = { ...file, experiments: { fetch: { ...file.experiments.fetch!, variants } } };
    expect(metricTable({ ...measurement, file: complete }, { time: "workMs" })).toMatchObject({
      head: ["variant", "time"],
    });
  });

  it("answers for a cell that was not measured with the names of those that were", () => {
    expect(metricTable(measurement, { time: "workMs" }, "nowhere")).toEqual({
      kind: "note",
      sentence: `The quick profile measures ${Object.keys(file.experiments.fetch!.cells).join(", ")} here, and not nowhere.`,
    });
  });
});
