import { describe, expect, it } from "vitest";
import type { VariantId } from "../../lib/catalogue/entry.js";
import { fibServer } from "../../lib/catalogue/fib-server.js";
import { chartFigure, chartSvg } from "../../lib/charts/chart.js";
import { lightPalette } from "../../lib/charts/palette.js";
import { crossingChartOf, crossingsOf } from "../../lib/render/crossing-chart.js";
import type { ExperimentResult } from "../../lib/store/result.js";

const crossover = fibServer.experiments.find(({ id }) => id === "crossover")!;
const ns = [10, 20, 30];

/** Six rounds that all took as long; nothing here was measured. */
function resultOf(
  p50Ms: Readonly<Record<VariantId, readonly number[]>>,
  predicted: number,
): ExperimentResult {
  const samplesOf = (values: readonly number[]) =>
    values.flatMap((value, index) =>
      Array.from({ length: 6 }, (_, round) => ({
        status: "ok",
        round,
        ...(index > 0 && { cell: `n=${ns[index]}` }),
        counters: { p50Ms: value, predicted },
      })),
    );
  return {
    id: "crossover",
    cells: Object.fromEntries(ns.map((n) => [`n=${n}`, { parameters: { n, requests: 2 } }])),
    variants: Object.fromEntries(
      Object.entries(p50Ms).map(([id, values]) => [id, { samples: samplesOf(values) }]),
    ),
  } as unknown as ExperimentResult;
}

const result = resultOf(
  { "ts/in-place": [1, 4, 100], "ts/thread-pool": [10, 8, 50], "go/in-place": [1, 2, 3] },
  24,
);

describe("the crossings of an experiment", () => {
  it("are between variants that the experiment has", () => {
    const known = crossover.variants.map(({ id }) => id);
    const named = crossover.crossings!.flatMap(({ inPlace, handedOver }) => [inPlace, handedOver]);
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
  });

  it("have the ratio along the sweep, where it was to be 1, and where it is; nothing without both sides", () => {
    const [thread, ...others] = crossingsOf(crossover, result);
    expect(others).toEqual([]);
    expect(thread).toMatchObject({ handedOver: "ts/thread-pool", predicted: 24, measured: 25 });
    expect(thread!.points).toEqual([
      [10, 10],
      [20, 2],
      [30, 0.5],
    ]);
  });

  it("are drawn with a ring at the prediction and a line at 1, and said in words", () => {
    const chart = crossingChartOf(crossover, result, fibServer, "d4-crossover")!;
    expect(chart).toMatchObject({
      level: 1,
      rings: [{ x: 24, value: 1, language: "typescript" }],
      xAxis: "n",
    });
    expect(chart.description).toContain("Lean thread pool (TypeScript): predicted 24, measured 25");
    expect(chartSvg(chart, lightPalette)).toMatch(/<circle[^>]* r="8"/);
    const { data, layout } = chartFigure(chart, lightPalette);
    expect(data.at(-1)).toMatchObject({ mode: "markers", x: [24], y: [1] });
    expect(layout.shapes).toMatchObject([{ y0: 1, y1: 1 }]);
  });

  it("say so where handing over never becomes the cheaper", () => {
    const never = resultOf({ "python/in-place": [1, 2, 3], "python/thread-pool": [2, 4, 4] }, 12);
    expect(crossingChartOf(crossover, never, fibServer, "d4")!.description).toContain("never cheaper here");
  });
});
