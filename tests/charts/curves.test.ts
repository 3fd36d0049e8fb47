import { describe, expect, it } from "vitest";
import { chartFigure, chartSvg } from "../../lib/charts/chart.js";
import type { CurvesChart } from "../../lib/charts/curves.js";
import { lightPalette } from "../../lib/charts/palette.js";
import { chartTable } from "../../lib/render/chart-table.js";
import { expectNamedImage } from "../support/drawing.js";

const chart: CurvesChart = {
  kind: "curves",
  id: "crossover",
  title: "Here and there",
  description: "Two ways to compute.",
  xAxis: "n",
  yAxis: "time until the answer",
  unit: "ms",
  curves: [
    {
      name: "here",
      language: "typescript",
      points: [
        [1, 0.001],
        [20, 0.05],
        [30, 10],
      ],
    },
    {
      name: "there <b>",
      language: "typescript",
      points: [
        [1, 0.05],
        [30, 10.05],
      ],
    },
  ],
  mark: { x: 20, value: 0.05, label: "as long as a hop" },
};

describe("curves", () => {
  it("are one named, well-formed image in the palette's colours alone", () => {
    expectNamedImage(chart);
  });

  it("carry their names at their ends, and the mark its label", () => {
    const svg = chartSvg(chart, lightPalette);
    for (const label of ["\u2014 here", "- - there &lt;b&gt;", "as long as a hop"])
      expect(svg).toContain(`>${label}<`);
  });

  it("give Plotly the same points, the mark among its shapes", () => {
    const { data, layout } = chartFigure(chart, lightPalette);
    expect(data[0]).toMatchObject({ x: [1, 20, 30], y: [0.001, 0.05, 10], line: { dash: "solid" } });
    expect(data[1]).toMatchObject({ name: "there &lt;b&gt;", line: { dash: "dash" } });
    expect(layout.shapes).toMatchObject([
      { x0: 20, x1: 20 },
      { y0: 0.05, y1: 0.05 },
    ]);
  });

  it("have the same as a table", () => {
    expect(chartTable(chart)).toEqual({
      head: ["Curve", "n", "time until the answer"],
      rows: [
        ["here", "1", "1 µs"],
        ["here", "20", "50 µs"],
        ["here", "30", "10 ms"],
        ["there <b>", "1", "50 µs"],
        ["there <b>", "30", "10.1 ms"],
      ],
    });
  });
});
