import { describe, expect, it } from "vitest";
import { chartFigure, chartSvg } from "../../lib/charts/chart.js";
import type { GapLadderChart } from "../../lib/charts/gap-ladder.js";
import { lightPalette } from "../../lib/charts/palette.js";
import { chartTable } from "../../lib/render/chart-table.js";
import { expectNamedImage } from "../support/drawing.js";

const chart: GapLadderChart = {
  kind: "gap-ladder",
  id: "why-ladder-serial",
  title: "From slow to fast",
  description: "A bar for each factor.",
  axis: "time of the work",
  unit: "ms",
  rows: [
    { name: "slow", language: "python", from: 0, to: 2000 },
    { name: "kept", from: 2000, to: 500, share: 1.0714, interval: [1400, 1600] },
    { name: "no limit", from: 500, to: 600, share: -0.0714 },
    { name: "residual", from: 600, to: 600, share: 0, unexplained: true },
    { name: "fast", language: "go", from: 0, to: 600 },
  ],
};

describe("the gap ladder", () => {
  it("is one named, well-formed image in the palette's colours alone", () => {
    expectNamedImage(chart);
  });

  it("writes the size of its ends, and size and share of what lies between", () => {
    const svg = chartSvg(chart, lightPalette);
    for (const label of ["2 s", "1.5 s, 107%", "-100 ms, -7.14%", "0 ms, 0%", "600 ms"])
      expect(svg).toContain(`>${label}<`);
  });

  it("gives Plotly the same bars, from their lower end", () => {
    const { data } = chartFigure(chart, lightPalette);
    expect(data[0]).toMatchObject({ base: [0, 500, 500, 600, 0], x: [2000, 1500, 100, 0, 600] });
  });

  it("has the same as a table", () => {
    expect(chartTable(chart).rows).toEqual([
      ["slow", "", "", "", "2 s"],
      ["kept", "1.5 s", "1.4 s to 1.6 s", "107%", "500 ms"],
      ["no limit", "-100 ms", "", "-7.14%", "600 ms"],
      ["residual", "0 ms", "", "0%", "600 ms"],
      ["fast", "", "", "", "600 ms"],
    ]);
  });
});
