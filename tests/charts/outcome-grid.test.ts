import { describe, expect, it } from "vitest";
import { chartFigure, chartSvg } from "../../lib/charts/chart.js";
import type { OutcomeGridChart } from "../../lib/charts/outcome-grid.js";
import { lightPalette } from "../../lib/charts/palette.js";
import { chartTable } from "../../lib/render/chart-table.js";
import { expectNamedImage, parseSvg } from "../support/drawing.js";

const chart: OutcomeGridChart = {
  kind: "outcome-grid",
  id: "grid",
  title: "Who got what",
  description: "A box each.",
  rows: [{ name: "careful", language: "go" }, { name: "careless <b>" }],
  columnsAre: "Variant",
  columns: ["late", "reset"],
  cells: [
    { row: 0, column: 0, share: 1, text: "9", note: "named" },
    { row: 0, column: 1, share: 0.5, text: "4" },
    { row: 1, column: 0, share: 0, text: "0", note: "dies" },
  ],
};

describe("outcome grid", () => {
  it("is one named, well-formed image in the palette's colours alone", () => {
    expectNamedImage(chart);
  });

  it("draws a box for each cell, and fills each as far as its share", () => {
    const svg = parseSvg(chartSvg(chart, lightPalette));
    const widths = [...svg.querySelectorAll("rect")].map((rect) => Number(rect.getAttribute("width")));
    const whole = widths[0]!;
    expect(widths.map((width) => Number((width / whole).toFixed(2)))).toEqual([1, 1, 1, 1, 0.5]);
  });

  it("gives Plotly the same boxes and fillings, with nothing to act upon", () => {
    const { data, layout } = chartFigure(chart, lightPalette);
    expect(data[0]).toMatchObject({ x: [0, 1, 0], y: [0, 0, 1], customdata: [1, 0.5, 0] });
    expect((data[0]!.text as string[])[2]).toBe("careless &lt;b&gt;, late: 0, dies");
    const shapes = layout.shapes as { x0: number; x1: number }[];
    expect(shapes.map(({ x0, x1 }) => Number((x1 - x0).toFixed(2)))).toEqual([
      0.94, 0.94, 0.94, 0.47, 0.94, 0,
    ]);
  });

  it("is a table with every cell, and an empty one where there is none", () => {
    expect(chartTable(chart)).toEqual({
      head: ["Variant", "late", "reset"],
      rows: [
        ["careful", "9; named", "4"],
        ["careless <b>", "0; dies", ""],
      ],
    });
  });
});
