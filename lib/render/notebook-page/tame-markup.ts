import { JSDOM } from "jsdom";
import { lightPalette } from "../../charts/palette.js";

/** What our tables and charts are made of. */
const ELEMENTS = new Set(
  "table thead tbody tr th td div p span strong em code br svg g path rect circle line polyline polygon text tspan title desc".split(
    " ",
  ),
);

/** Numbers, names of colours, and text; nothing that names another resource. */
const ATTRIBUTES =
  /^(scope|colspan|rowspan|role|aria-[a-z]+|id|width|height|viewBox|preserveAspectRatio|xmlns|d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|points|transform|fill|fill-opacity|stroke|stroke-[a-z]+|opacity|color|font-[a-z]+|text-anchor|dominant-baseline|paint-order|shape-rendering)$/;

const { window } = new JSDOM("");

/**
 * HTML or SVG from the output of a cell with only those elements and attributes that tables and charts are made of;
 * other elements leave their text, scripts and styles nothing. Its colours become the page's, which follow the theme.
 *
 * @param prefix makes its ids unique on the page.
 */
export function tameMarkup(markup: string, prefix: string): string {
  const template = window.document.createElement("template");
  template.innerHTML = markup;
  for (const element of [...template.content.querySelectorAll("*")]) {
    if (ELEMENTS.has(element.localName)) tameElement(element, prefix);
    else if (/^(script|style|template|iframe|object|embed|foreignObject)$/i.test(element.localName))
      element.remove();
    else element.replaceWith(...element.childNodes);
  }
  return template.innerHTML;
}

function tameElement(element: Element, prefix: string): void {
  const alignedRight = /text-align:\s*right/.test(element.getAttribute("style") ?? "");
  for (const { name, value } of [...element.attributes]) {
    if (!ATTRIBUTES.test(name) || /url\s*\(/i.test(value)) element.removeAttribute(name);
    else if (name === "id" || name === "aria-labelledby" || name === "aria-describedby") {
      element.setAttribute(name, `${prefix}-${value}`);
    } else element.setAttribute(name, themed(value));
  }
  if (alignedRight) element.setAttribute("class", "number");
}

const { languages, ...roles } = lightPalette;
const variables = new Map(
  Object.entries({ ...languages, ...roles }).map(([name, colour]) => [colour, `var(--${name})`]),
);

function themed(value: string): string {
  return variables.get(value) ?? value;
}
