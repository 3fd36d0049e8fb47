import { describe, expect, it } from "vitest";
import type { CapacityChart } from "../../lib/charts/capacity.js";
import { chartFigure, chartSvg } from "../../lib/charts/chart.js";
import { lightPalette } from "../../lib/charts/palette.js";
import type { WorkerSharesChart } from "../../lib/charts/worker-shares.js";
import { chartTable } from "../../lib/render/chart-table.js";
import { expectNamedImage } from "../support/drawing.js";

const shares: WorkerSharesChart = {
  kind: "worker-shares",
  id: "spread-shares",
  title: "Shares",
  description: "A bar for each.",
  rows: [
    { name: "kept: round robin", language: "typescript", shares: [0.5, 0.46, 0.04], fairness: 0.721 },
    { name: "kept: <b>", language: "typescript", shares: [0.4, 0.3, 0.3], fairness: 0.98 },
  ],
};
const capacity: CapacityChart = {
  kind: "capacity",
  id: "death-capacity",
  title: "Capacity",
  description: "A line for each.",
  intervalMs: 200,
  rows: [
    { name: "log only", language: "typescript", shares: [1, 0.5, 0] },
    { name: "respawn", language: "typescript", shares: [1, 0.75, 0.8] },
  ],
};

it.each([shares, capacity])(
  "$kind is one named, well-formed image in the palette's colours alone",
  expectNamedImage,
);

describe("workers' shares", () => {
  it("write each share that has room, and the fairness beside the bar", () => {
    const svg = chartSvg(shares, lightPalette);
    for (const label of ["50%", "46%", "Jain 0.721"]) expect(svg).toContain(`>${label}<`);
    expect(svg).not.toContain(">4%<");
  });

  it("give Plotly the same parts, end to end, and lines where even parts would meet", () => {
    const { data, layout } = chartFigure(shares, lightPalette);
    expect(data[0]).toMatchObject({
      y: [0, 0, 0, 1, 1, 1],
      base: [0, 0.5, 0.96, 0, 0.4, 0.7],
      x: [0.5, 0.46, 0.04, 0.4, 0.3, 0.3],
    });
    expect((layout.shapes as { x0: number }[]).map(({ x0 }) => x0)).toEqual([
      expect.closeTo(1 / 3),
      expect.closeTo(2 / 3),
    ]);
    expect(JSON.stringify(data)).not.toContain("<b>");
  });

  it("have the same as a table", () => {
    expect(chartTable(shares)).toEqual({
      head: ["Cell and variant", "Shares, the busiest worker first", "Jain's index"],
      rows: [
        ["kept: round robin", "50%, 46%, 4%", "0.721"],
        ["kept: <b>", "40%, 30%, 30%", "0.98"],
      ],
    });
  });
});

describe("capacity over time", () => {
  it("holds each level for its interval, the last one too", () => {
    const { data, layout } = chartFigure(capacity, lightPalette);
    expect(data[0]).toMatchObject({
      x: [0, 200, 400, 600],
      y: [1, 0.5, 0, 0],
      line: { shape: "hv" },
    });
    expect(layout.yaxis).toMatchObject({ range: [0, 1] });
  });

  it("has the same as a table", () => {
    expect(chartTable(capacity)).toEqual({
      head: ["Variant", "Before the first death", "After 1", "After 2"],
      rows: [
        ["log only", "100%", "50%", "0%"],
        ["respawn", "100%", "75%", "80%"],
      ],
    });
  });
});
