import { describe, expect, it } from "vitest";
import type { Document, Experiment, VariantId } from "../../lib/catalogue/entry.js";
import { twoPhilosophies } from "../../lib/catalogue/two-philosophies.js";
import { chartFigure, chartSvg } from "../../lib/charts/chart.js";
import { lightPalette, pagePalette } from "../../lib/charts/palette.js";
import type { RatiosChart } from "../../lib/charts/ratios.js";
import { chartTable } from "../../lib/render/chart-table.js";
import { ratioChartsOf } from "../../lib/render/ratio-charts.js";
import type { ExperimentResult, Sample } from "../../lib/store/result.js";

const experiment = twoPhilosophies.experiments.find(({ id }) => id === "mixed")!;

/** A result in which Go takes 1 ms everywhere and asyncio as many as the cell's function says. */
function measured(
  cells: readonly Record<string, number>[],
  asyncioMs: (cell: Record<string, number>) => number,
  roundCount = 6,
): ExperimentResult {
  const named = Object.fromEntries(cells.map((parameters) => [JSON.stringify(parameters), { parameters }]));
  const samplesOf = (ms: (cell: Record<string, number>) => number): Sample[] =>
    cells.flatMap((parameters) =>
      Array.from(
        { length: roundCount },
        (_, round): Sample => ({
          status: "ok",
          cell: JSON.stringify(parameters),
          round,
          workMs: ms(parameters),
        }),
      ),
    );
  const variants: Partial<Record<VariantId, { samples: Sample[] }>> = {
    "python/asyncio": { samples: samplesOf(asyncioMs) },
    "go/goroutines": { samples: samplesOf(() => 1) },
  };
  return { id: "mixed", cells: named, variants } as unknown as ExperimentResult;
}

const draw = (result: ExperimentResult, of: Experiment = experiment, document: Document = twoPhilosophies) =>
  ratioChartsOf(of, result, document, "mixed");

describe("ratios by cell", () => {
  const inTwoCells = measured([{ waitMs: 100 }, { waitMs: 0 }], ({ waitMs }) => (waitMs === 0 ? 90 : 0.5));

  it("are dots along one number, in its order, for each variant that ran beside the one it is set against", () => {
    const [chart, ...others] = draw(inTwoCells);
    expect(others).toEqual([]);
    expect(chart).toMatchObject({
      kind: "ratios",
      rows: [
        { name: "asyncio, wait 0 ms", language: "python", low: 90, middle: 90, high: 90 },
        { name: "asyncio, wait 100 ms", middle: 0.5 },
      ],
    });
  });

  it("say the same in the table and in both pictures", () => {
    const [chart] = draw(inTwoCells) as [RatiosChart];
    expect(chartTable(chart).rows[0]).toEqual(["asyncio, wait 0 ms", "90 x", "90 x to 90 x"]);
    expect(chartSvg(chart, lightPalette)).toMatch(/>90 x<.*>0\.5 x</s);
    expect(chartSvg(chart, pagePalette)).not.toMatch(/#[0-9a-f]{6}/i);
    const { data, layout } = chartFigure(chart, lightPalette);
    expect(data[0]!.x).toEqual([90, 0.5]);
    // A logarithmic axis is given as powers of ten; level is on it.
    const [low, high] = (layout.xaxis as { range: [number, number] }).range;
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(Math.log10(90));
  });

  const grid = [1, 2].flatMap((taskSteps) => [0, 10].map((waitMs) => ({ taskSteps, waitMs })));
  const onGrid = measured(grid, ({ taskSteps, waitMs }) => 1 + taskSteps! * (waitMs === 0 ? 10 : 1));

  it("are a map for each variant over two numbers", () => {
    const [chart, ...others] = draw(onGrid);
    expect(others).toEqual([]);
    expect(chart).toMatchObject({
      kind: "heat-map",
      id: "mixed-map-python-asyncio",
      rows: [{ name: "task steps 1" }, { name: "task steps 2" }],
      columns: ["wait 0 ms", "wait 10 ms"],
    });
    const values = chart!.kind === "heat-map" ? chart!.cells.map(({ value }) => value) : [];
    expect(values).toEqual([11, 2, 21, 3]);
  });

  it("are the map of a claim's ratio where the experiment sets nothing against anything", () => {
    const { against: _, ...withoutAgainst } = experiment;
    expect(draw(onGrid, withoutAgainst)).toMatchObject([{ kind: "heat-map", id: "mixed-map" }]);
    expect(draw(inTwoCells, withoutAgainst)).toEqual([]);
    expect(draw(onGrid, withoutAgainst, { ...twoPhilosophies, claims: [] })).toEqual([]);
  });

  it("are nothing with fewer rounds than an interval needs", () => {
    expect(draw(measured([{ waitMs: 1 }, { waitMs: 0 }], () => 2, 5))).toEqual([]);
  });
});
