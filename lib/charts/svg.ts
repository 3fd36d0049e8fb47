import type { Markish, PlotOptions } from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";
import type { ChartName } from "./chart-name.js";
import type { Palette } from "./palette.js";

/** Width of every static chart, in the units of its view box; the page scales it. */
export const CHART_WIDTH = 820;

/** Room for the names of rows, left of the frame. */
export const LABEL_WIDTH = 268;

const { window } = new JSDOM("");

/**
 * Draws a plot as one `<svg role="img">` with its title and description inside, in the colours of `palette`.
 *
 * The text is well-formed XML, the same on every machine: numbers are rounded to hundredths, since logarithms may
 * differ in their last bit between versions of Node. It carries no `<style>` and no style attribute, which a strict
 * content security policy would refuse.
 */
export function drawSvg(
  name: ChartName,
  palette: Palette,
  options: PlotOptions,
  marks: readonly Markish[],
): string {
  const svg = Plot.plot({
    width: CHART_WIDTH,
    marginLeft: LABEL_WIDTH,
    ...options,
    document: window.document,
    marks: [...marks],
  }) as unknown as SVGSVGElement;
  svg.querySelector("style")?.remove();
  for (const element of [svg, ...svg.querySelectorAll("*")]) plain(element);
  svg.setAttribute("role", "img");
  svg.setAttribute("color", palette.ink);
  svg.setAttribute("font-family", "system-ui, sans-serif");
  svg.setAttribute("font-size", "12");
  svg.prepend(
    named("title", `${name.id}-title`, name.title),
    named("desc", `${name.id}-desc`, name.description),
  );
  svg.setAttribute("aria-labelledby", `${name.id}-title`);
  svg.setAttribute("aria-describedby", `${name.id}-desc`);
  return new window.XMLSerializer().serializeToString(svg);
}

/** Powers of ten with their halves and fifths, inside a logarithmic domain: few enough to be read. */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const ticks: number[] = [];
  const steps = high / low > 200 ? [1] : high / low > 30 ? [1, 3] : [1, 2, 5];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent++) {
    for (const step of steps) ticks.push(Number(`${step}e${exponent}`));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** Round numbers inside a domain, about as many as wanted. */
export function linearTicks([low, high]: readonly [number, number], count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  if (!(step > 0)) return [low];
  const ticks: number[] = [];
  for (let at = Math.ceil(low / step); at * step <= high; at++)
    ticks.push(Number((at * step).toPrecision(12)));
  return ticks;
}

/** Cuts a row's name to the room that it has. */
export function rowName(name: string): string {
  return name.length > 38 ? `${name.slice(0, 37)}…` : name;
}

function named(tag: "title" | "desc", id: string, text: string): Element {
  const element = window.document.createElementNS("http://www.w3.org/2000/svg", tag);
  element.setAttribute("id", id);
  element.textContent = text;
  return element as unknown as Element;
}

function plain(element: Element): void {
  element.removeAttribute("style");
  element.removeAttribute("class");
  // Plot names the groups of marks for assistive technology; inside an image they only add noise.
  element.removeAttribute("aria-label");
  for (const attribute of [...element.attributes]) {
    if (/^(?:transform|d|x|y|x1|x2|y1|y2|cx|cy|r|width|height)$/.test(attribute.name)) {
      attribute.value = attribute.value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) =>
        String(Number(Number(number).toFixed(2))),
      );
    }
  }
}
