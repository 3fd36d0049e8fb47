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

/** Attributes that the members of a group inherit from it. */
const LIFTED = ["fill", "stroke"];

/**
 * Draws a plot as one `<svg role="img">` with its title and description inside, in the colours of `palette`.
 *
 * The text is well-formed XML, the same on every machine: numbers are rounded to tenths, since logarithms may
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
  for (const path of svg.querySelectorAll("path[transform]")) draw(path);
  for (const group of svg.querySelectorAll("g")) {
    for (const attribute of LIFTED) lift(attribute, group);
  }
  for (const text of svg.querySelectorAll("text")) place(text);
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

/** The same drawing for a place that has its description beside it. */
export function withoutDescription(svg: string): string {
  return svg.replace(/<desc .*?<\/desc>/s, "").replace(/ aria-describedby="[^"]*"/, "");
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

/** Says on the group what most of its members would each say, and leaves the others their own. */
function lift(attribute: string, group: Element): void {
  const members = [...group.children];
  const counts = new Map<string, number>();
  for (const member of members) {
    const value = member.getAttribute(attribute);
    // One without the attribute has the group's value now, and must keep it.
    if (value === null) return;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  if (most === undefined) return;
  group.setAttribute(attribute, most);
  for (const member of members) {
    if (member.getAttribute(attribute) === most) member.removeAttribute(attribute);
  }
}

const TRANSLATION = /^translate\((-?[\d.]+),(-?[\d.]+)\)$/;
const CIRCLE = /^M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0$/;
/** Of lines between points, of which only those that stand behind M and L are places and not distances. */
const STRAIGHT = /^(?:[MLhv]-?[\d.]+(?:,-?[\d.]+)?|Z)+$/;

/** Draws a symbol where it stands, in half the room of one that is moved there: a page has thousands. */
function draw(path: Element): void {
  const shape = path.getAttribute("d") ?? "";
  const [, x, y] = TRANSLATION.exec(path.getAttribute("transform") ?? "") ?? [];
  if (x === undefined || y === undefined) return;
  const [, radius] = CIRCLE.exec(shape) ?? [];
  if (radius === undefined && !STRAIGHT.test(shape)) return;
  path.removeAttribute("transform");
  if (radius === undefined) {
    const moved = shape.replace(
      /([ML])(-?[\d.]+),(-?[\d.]+)/g,
      (_, command, dx, dy) =>
        `${command}${rounded(Number(x) + Number(dx))},${rounded(Number(y) + Number(dy))}`,
    );
    path.setAttribute("d", moved);
    return;
  }
  path.removeAttribute("d");
  const circle = path.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "circle");
  for (const [name, value] of Object.entries({ cx: x, cy: y, r: radius })) circle.setAttribute(name, value);
  for (const { name, value } of path.attributes) circle.setAttribute(name, value);
  path.replaceWith(circle);
}

/** Gives a text of one line its place as coordinates, in half the room of a translation and a shift in ems. */
function place(text: Element): void {
  const moved = TRANSLATION.exec(text.getAttribute("transform") ?? "");
  if (moved === null || text.children.length > 0) return;
  const fontSize = Number(text.closest("[font-size]")!.getAttribute("font-size"));
  const shifts = ["x", "y"].map((name) => /^(-?[\d.]+)em$/.exec(text.getAttribute(name) ?? "0em")?.[1]);
  if (shifts.includes(undefined)) return;
  text.removeAttribute("transform");
  ["x", "y"].forEach((name, axis) => {
    text.setAttribute(name, String(rounded(Number(moved[axis + 1]) + Number(shifts[axis]) * fontSize)));
  });
}

function plain(element: Element): void {
  element.removeAttribute("style");
  element.removeAttribute("class");
  // Plot names the groups of marks for assistive technology; inside an image they only add noise.
  element.removeAttribute("aria-label");
  for (const attribute of [...element.attributes]) {
    if (/^(?:transform|d|x|y|x1|x2|y1|y2|cx|cy|r|width|height)$/.test(attribute.name)) {
      attribute.value = attribute.value.replace(/-?\d+\.\d{2,}(?:e-?\d+)?/g, (number) =>
        String(rounded(Number(number))),
      );
    }
  }
}

function rounded(value: number): number {
  return Number(value.toFixed(1));
}
