import { describe, expect, it } from "vitest";
import { catchEmAll } from "../../lib/catalogue/catch-em-all.js";
import { documents } from "../../lib/catalogue/index.js";
import { chartFigure } from "../../lib/charts/chart.js";
import { lightPalette } from "../../lib/charts/palette.js";
import { chartTable } from "../../lib/render/chart-table.js";
import { predictionSection, predictionSummary } from "../../lib/render/prediction-model.js";
import { resolveFigure } from "../../lib/render/resolve-figure.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";

const file = syntheticResult();
const experiment = catchEmAll.experiments.find(({ id }) => id === "fetch")!;
const context = { document: catchEmAll, machine: file.machine.id };
const result = file.experiments.fetch!;

describe("predictionSection", () => {
  const section = predictionSection(experiment, result, context)!;

  it("sets each prediction beside the median, the error as a share of it", () => {
    const [serial, concurrent] = section.rows;
    expect(serial!.error!.value).toBeCloseTo(serial!.predicted.value / serial!.measured!.value - 1, 12);
    expect(Math.abs(serial!.error!.value)).toBeLessThan(0.1);
    expect(concurrent!.error!.value).toBeLessThan(-0.4);
  });

  it("keeps a prediction of what did not run, without an error", () => {
    expect(section.rows[2]).not.toHaveProperty("measured");
    expect(section.rows[2]).not.toHaveProperty("error");
    expect(section.chart!.points).toHaveLength(2);
  });

  it("gives every figure a path that leads to it", () => {
    const figures = [
      ...section.primitives.map(({ figure }) => figure),
      ...section.rows.flatMap(({ predicted, measured, error }) => [predicted, measured, error]),
      ...Object.values(predictionSummary(experiment, result, context)!).filter(
        (value) => typeof value !== "string",
      ),
    ].filter((figure) => figure !== undefined);
    expect(figures.length).toBeGreaterThan(9);
    for (const { path, value } of figures) expect(resolveFigure(path, [file], documents)).toBe(value);
  });

  it("says nothing where results have no predictions, as older ones", () => {
    const { predictions: _, ...older } = result;
    expect(predictionSection(experiment, older, context)).toBeUndefined();
    expect(predictionSummary(experiment, older, context)).toBeUndefined();
  });

  it("draws both axes alike, so that the diagonal is where the model is right", () => {
    const { layout } = chartFigure(section.chart!, lightPalette);
    const range = (axis: string) => (layout[axis] as { range: number[] }).range;
    expect(range("xaxis")).toEqual(range("yaxis"));
    expect(chartTable(section.chart!).rows.map(([name]) => name)).toEqual(
      section.rows.slice(0, 2).map(({ name }) => name),
    );
  });
});
