import { describe, expect, it } from "vitest";
import { catchEmAll } from "../../lib/catalogue/catch-em-all.js";
import type { VariantId } from "../../lib/catalogue/entry.js";
import { laddersOf } from "../../lib/render/ladder-charts.js";
import type { ExperimentResult, VariantResult } from "../../lib/store/result.js";

const why = catchEmAll.experiments.find(({ id }) => id === "why")!;

/** Six rounds that all took as long; nothing here was measured. */
function resultOf(workMs: Readonly<Record<VariantId, number>>): ExperimentResult {
  const variants = Object.entries(workMs).map(([id, ms]) => [
    id,
    { samples: Array.from({ length: 6 }, (_, round) => ({ status: "ok", round, workMs: ms })) },
  ]);
  return {
    id: "why",
    cells: { "documents=20": { parameters: {} } },
    variants: Object.fromEntries(variants) as Record<VariantId, VariantResult>,
  } as unknown as ExperimentResult;
}

describe("the ladders of an experiment", () => {
  it("lead over variants that the experiment has", () => {
    const known = why.variants.map(({ id }) => id);
    const named = why.ladders!.flatMap(({ from, steps }) => [from, ...steps.map(({ to }) => to)]);
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
  });

  it("are drawn from the samples, with both ends, the residual, and what the medians leave over", () => {
    const result = resultOf({
      "python/requests": 2000,
      "python/prepared-context": 1000,
      "python/session": 400,
      "go/serial": 380,
    });
    const [serial, ...others] = laddersOf(why, result, catchEmAll, "d2-why");
    expect(serial?.id).toBe("d2-why-ladder-serial");
    expect(serial?.rows.map(({ name, from, to }) => [name, from, to])).toEqual([
      ["requests, no session (Python)", 0, 2000],
      ["certificates loaded once", 2000, 1000],
      ["one connection kept", 1000, 400],
      ["residual: no one factor", 400, 380],
      ["left over by medians", 380, 380],
      ["Go, serial", 0, 380],
    ]);
    // Those that begin with the same program go as far as they were measured.
    expect(others.map(({ id }) => id)).toEqual(["d2-why-ladder-concurrent", "d2-why-ladder-python"]);
    expect(others[1]?.rows.at(-1)?.name).toBe("requests.Session (Python)");
  });

  it("are none where nothing was measured", () => {
    expect(laddersOf(why, resultOf({}), catchEmAll, "d2-why")).toEqual([]);
  });
});
