import { JSDOM } from "jsdom";
import { expect } from "vitest";
import { type Chart, chartSvg } from "../../lib/charts/chart.js";
import { pagePalette } from "../../lib/charts/palette.js";

// A window takes longer to make than a drawing to parse.
const { DOMParser } = new JSDOM("").window;

/** A drawing as a browser would read it. */
export function parseSvg(svg: string): Document {
  return new DOMParser().parseFromString(svg, "image/svg+xml");
}

/** That a chart is one named, well-formed image in the palette's colours alone. */
export function expectNamedImage(chart: Chart): void {
  const svg = chartSvg(chart, pagePalette);
  const document = parseSvg(svg);
  expect(document.querySelector("parsererror")).toBeNull();
  expect(document.querySelector("title")?.textContent).toBe(chart.title);
  expect(document.querySelectorAll("style, script, [style]")).toHaveLength(0);
  expect(svg).not.toMatch(/#[0-9a-f]{6}/i);
}
