import { describe, expect, it } from "vitest";
import { documents } from "../../lib/catalogue/index.js";
import { type Chart, chartFigure, chartSvg } from "../../lib/charts/chart.js";
import { darkPalette, lightPalette, pagePalette } from "../../lib/charts/palette.js";
import { plotlyText } from "../../lib/charts/plotly.js";
import { logTicks } from "../../lib/charts/svg.js";
import { chartsIn, reportModel } from "../../lib/render/report-model.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";
import { parseSvg } from "../support/drawing.js";

const charts = chartsIn(reportModel([syntheticResult()], documents));
const chartOf = <Kind extends Chart["kind"]>(kind: Kind) =>
  charts.find((chart) => chart.kind === kind) as Extract<Chart, { kind: Kind }>;

describe.each(charts.map((chart) => [chart.kind, chart] as const))("%s", (_, chart) => {
  it.each([
    ["light", lightPalette],
    ["dark", darkPalette],
    ["page", pagePalette],
  ] as const)(
    "draws one named, well-formed image in the %s palette, without style or script",
    (_theme, palette) => {
      const document = parseSvg(chartSvg(chart, palette));
      expect(document.querySelector("parsererror")).toBeNull();
      expect(document.documentElement.getAttribute("role")).toBe("img");
      expect(document.querySelector("title")?.textContent).toBe(chart.title);
      expect(document.querySelector("desc")?.textContent).toBe(chart.description);
      expect(document.querySelectorAll("style, script, [style]")).toHaveLength(0);
    },
  );

  it("is the same drawing twice, and its figure is plain JSON", () => {
    expect(chartSvg(chart, lightPalette)).toBe(chartSvg(chart, lightPalette));
    const figure = chartFigure(chart, lightPalette);
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  });

  it("takes every colour from the palette", () => {
    expect(chartSvg(chart, pagePalette)).not.toMatch(/#[0-9a-f]{6}/i);
  });
});

describe("waterfall", () => {
  const chart = chartOf("waterfall");

  it("draws one path for each variant, however many tasks it has", () => {
    const paths = [...parseSvg(chartSvg(chart, lightPalette)).querySelectorAll("path[d]")];
    expect(paths).toHaveLength(chart.lanes.length);
    expect(paths.map((path) => path.getAttribute("d")!.match(/M/g)!.length)).toEqual(
      chart.lanes.map(({ tasks }) => tasks.length),
    );
  });

  it("gives Plotly the same starts and ends", () => {
    const { data } = chartFigure(chart, lightPalette);
    const [first] = chart.lanes[0]!.tasks;
    const rounded = first!.map((ms) => Number(ms.toFixed(2)));
    expect((data[0]!.x as number[]).slice(0, 3)).toEqual([...rounded, null]);
  });
});

describe("distribution", () => {
  const chart = chartOf("distribution");

  it("draws every sample, and gives Plotly the same values and the same box", () => {
    const samples = chart.rows.flatMap(({ values }) => values);
    const { data } = chartFigure(chart, lightPalette);
    expect(data.flatMap((trace) => (trace.x as number[][])[0])).toHaveLength(samples.length);
    expect(data.map((trace) => (trace.median as number[])[0])).toEqual(
      chart.rows.map(({ box }) => box.median),
    );
  });

  it("writes the ideal beside its line", () => {
    expect(parseSvg(chartSvg(chart, lightPalette)).documentElement.textContent).toContain("ideal 62 ms");
  });

  it("gives a language one colour throughout", () => {
    const colours = new Map<string, Set<unknown>>();
    for (const each of charts) {
      if (each.kind !== "distribution" && each.kind !== "waterfall") continue;
      const rows = each.kind === "distribution" ? each.rows : each.lanes;
      chartFigure(each, lightPalette).data.forEach((trace, index) => {
        const language = rows[index]!.language;
        const line = trace.line as { color: string };
        colours.set(language, (colours.get(language) ?? new Set()).add(line.color));
      });
    }
    for (const seen of colours.values()) expect(seen.size).toBe(1);
  });
});

it("logTicks stay inside the domain and are few", () => {
  expect(logTicks([53, 9000])).toEqual([100, 300, 1000, 3000]);
  expect(logTicks([90, 600])).toEqual([100, 200, 500]);
  expect(logTicks([0.5, 50_000])).toEqual([1, 10, 100, 1000, 10_000]);
});

it("plotlyText leaves nothing that Plotly would act upon", () => {
  expect(plotlyText('<a href="x">%{x} $a$ &lt;</a>')).not.toMatch(/<|%\{|\$/);
});
