import { expect, it } from "vitest";
import { documents } from "../../lib/catalogue/index.js";
import { type Chart, chartFigure, chartSvg } from "../../lib/charts/chart.js";
import { lightPalette } from "../../lib/charts/palette.js";
import type { PlotlyFigure } from "../../lib/charts/plotly.js";
import { chartsIn, reportModel } from "../../lib/render/report-model.js";
import { syntheticBench } from "../fixtures/synthetic-bench.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";
import { parseSvg } from "../support/drawing.js";

const results = [syntheticResult(), syntheticResult({ machine: "other-machine", seed: 11 })];
const kinds = new Map(
  chartsIn(reportModel(results, documents, { benches: [syntheticBench()] })).map((chart) => [
    chart.kind,
    chart,
  ]),
);

it.each([...kinds])("both pictures of a %s have their marks in the same places", (_, chart) => {
  expect(misplaced(drawnPlaces(chart), figurePlaces(chartFigure(chart, lightPalette)))).toBeLessThan(0.6);
});

it("the check can fail: one value off by a fifth is found", () => {
  const chart = kinds.get("efficiency")!;
  const places = figurePlaces(chartFigure(chart, lightPalette));
  const wrong = places.map((place, index) => (index === 3 ? place * 1.2 : place));
  expect(misplaced(drawnPlaces(chart), wrong)).toBeGreaterThan(0.6);
});

/**
 * The furthest, in pixels, that a drawn mark lies from where one linear map puts some value of the figure, or a value
 * from some mark.
 */
function misplaced(drawn: readonly number[], values: readonly number[]): number {
  const [left, right] = [Math.min(...drawn), Math.max(...drawn)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const mapped = values.map((value) => left + ((value - low) / (high - low)) * (right - left));
  const farthest = (from: readonly number[], to: readonly number[]) =>
    Math.max(...from.map((a) => Math.min(...to.map((b) => Math.abs(a - b)))));
  return Math.max(farthest(drawn, mapped), farthest(mapped, drawn));
}

/** The horizontal places of the marks that stand for values, as the static picture has them. */
function drawnPlaces(chart: Chart): number[] {
  const svg = parseSvg(chartSvg(chart, lightPalette));
  const numbers = (selector: string, read: (element: Element) => (number | undefined)[]) =>
    [...svg.querySelectorAll(selector)].flatMap(read).filter((value) => value !== undefined);
  const along = (path: string) => [...path.matchAll(/[MLH](-?[\d.]+)/g)].map((match) => Number(match[1]));
  switch (chart.kind) {
    case "efficiency":
      return numbers("rect", (bar) => [Number(bar.getAttribute("x")) + Number(bar.getAttribute("width"))]);
    case "waterfall":
    case "cumulative":
      return numbers("path[d]", (path) => along(path.getAttribute("d")!));
    case "heat-map":
    case "outcome-grid":
      return numbers("rect", (cell) => [Number(cell.getAttribute("x"))]);
    default:
      return numbers("circle, path[d]", (mark) => [
        mark.tagName === "circle" ? Number(mark.getAttribute("cx")) : middleOf(mark.getAttribute("d")!),
      ]);
  }
}

/** In pixels; a line between values is longer. */
const WIDEST_SYMBOL = 12;

/** Where a symbol stands; undefined for what is no symbol. */
function middleOf(path: string): number | undefined {
  let x = 0;
  const edges = [...path.matchAll(/([MLh])(-?[\d.]+)/g)].map(([, command, number]) => {
    x = command === "h" ? x + Number(number) : Number(number);
    return x;
  });
  const [left, right] = [Math.min(...edges), Math.max(...edges)];
  return right - left < WIDEST_SYMBOL ? (left + right) / 2 : undefined;
}

/** The same of Plotly's figure, on a scale without its logarithm. */
function figurePlaces({ data, layout }: PlotlyFigure): number[] {
  const logarithmic = (layout.xaxis as { type?: string }).type === "log";
  return data
    .flatMap(({ x }) => (x as (number | number[] | null)[]).flat())
    .filter((value) => value !== null)
    .map((value) => (logarithmic ? Math.log10(value) : value));
}
