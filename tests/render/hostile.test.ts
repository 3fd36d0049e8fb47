import { JSDOM } from "jsdom";
import MarkdownIt from "markdown-it";
import { beforeAll, describe, expect, it } from "vitest";
import { catchEmAll } from "../../lib/catalogue/catch-em-all.js";
import type { Document as CatalogueDocument } from "../../lib/catalogue/entry.js";
import { plainText } from "../../lib/render/plain-text.js";
import { type RenderedReport, renderReport } from "../../lib/render/report.js";
import { payloads } from "./payloads.js";
import { poisonedResult } from "./poisoned-result.js";

/** One experiment is enough: every kind of place that shows a text of a result is in it. */
const document: CatalogueDocument = {
  ...catchEmAll,
  experiments: catchEmAll.experiments.filter(({ id }) => id === "fetch"),
  claims: catchEmAll.claims.filter(({ experiment }) => experiment === "fetch").slice(0, 4),
};

const rendered = (payload: string) =>
  renderReport([poisonedResult(payload), poisonedResult(payload, `${payload} `)], { documents: [document] });

it("has at least forty payloads, none of them twice", () => {
  expect(new Set(payloads).size).toBe(payloads.length);
  expect(payloads.length).toBeGreaterThanOrEqual(40);
});

/** Several payloads in one text, as long as a report shows all of it: a render for each would take minutes. */
function together(): string[] {
  const texts: string[] = [];
  for (const payload of payloads) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + payload.length < 380)
      texts[texts.length - 1] = `${last} ${payload}`;
    else texts.push(payload);
  }
  return texts;
}

describe.each(together().map((text) => [text.slice(0, 60), text] as const))("%j", (_, payload) => {
  let report: RenderedReport;
  beforeAll(() => {
    report = rendered(payload);
  });

  it("is inert on the page", () => {
    expect(aliveOn(report.get("index.html")!)).toEqual([]);
  });

  it("is inert in Markdown, whatever HTML its viewer lets through", () => {
    expect(aliveIn(report.get("report.md")!)).toEqual([]);
  });

  it("names no file outside the figures, and breaks no drawing", () => {
    for (const [name, content] of report) {
      if (!name.startsWith("figures/")) continue;
      expect(name).toMatch(/^figures\/[\w-]+-(?:light|dark)\.svg$/);
      expect(brokenDrawing(content), name).toBe(false);
    }
  });
});

describe("the checks can fail", () => {
  const clean = rendered("a plain name");

  it("finds nothing on a page of plain names", () => {
    expect(aliveOn(clean.get("index.html")!)).toEqual([]);
    expect(aliveIn(clean.get("report.md")!)).toEqual([]);
  });

  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<svg><svg onload=alert(1)></svg></svg>",
    '<a href="javascript:alert(1)">x</a>',
    "<p style='background:url(//evil.example)'>",
    "<base href=//evil.example/>",
    "a\u202eb",
    "a\u0007b",
    `<p>${"x".repeat(20_000)}</p>`,
  ])("on a page that lets %j through", (payload) => {
    const page = clean.get("index.html")!.replace("</main>", () => `${payload}</main>`);
    expect(aliveOn(page)).not.toEqual([]);
  });

  it.each([
    "[x](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "http://evil.example/",
    "# Title",
    "<script>x</script>",
    "a\u2066b",
  ])("in Markdown that lets %j through", (payload) => {
    // markdown-it itself refuses links to scripts; others may not.
    expect(aliveIn(`${clean.get("report.md")}\n\n${payload}\n`)).not.toEqual([]);
  });

  it("in a drawing that is cut by its text", () => {
    expect(brokenDrawing("<svg xmlns='http://www.w3.org/2000/svg'><title></svg></title></svg>")).toBe(true);
    expect(brokenDrawing("<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>")).toBe(true);
  });
});

it("plainText keeps ordinary text as it is", () => {
  expect(plainText("no Go on PATH: “naïve”, 30 % & more")).toBe("no Go on PATH: “naïve”, 30 % & more");
});

/** Everything on a page that could run, load, lead away, mislead the eye or burst the layout. */
function aliveOn(html: string): string[] {
  // The bundle is ours, and most of the page: without it a page is parsed in a tenth of the time.
  const withoutBundle = html.replace(/(<script type="text\/plain"[^>]*>)[\w+/=]*/g, "$1");
  const page = new JSDOM(withoutBundle).window.document;
  const attributes = [...page.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
  const links = attributes.filter(({ name }) => name === "href" || name === "src").map(({ value }) => value);
  const longest = Math.max(...[...page.querySelectorAll("body *:not(script)")].map(ownTextLength));
  return [
    ...(page.querySelectorAll("script").length === 3 ? [] : ["a script more or less"]),
    ...[
      ...page.querySelectorAll(
        "img, iframe, object, embed, base, form, link, math, template, svg svg, body style, body meta, body :not(svg) > title",
      ),
    ].map(({ tagName }) => `an element ${tagName}`),
    ...attributes
      .filter(({ name }) => name.startsWith("on") || name === "style" || name === "srcdoc")
      .map(({ name }) => `an attribute ${name}`),
    ...links
      .filter((link) => !/^(?:#[\w-]*$|\.\.\/(?:lib|notebooks|results)\/)/.test(link))
      .map((link) => `a link ${link}`),
    ...misleading(page.body.textContent),
    ...(longest > 4_000 ? [`a text of ${longest} characters`] : []),
  ];
}

/** The same of Markdown, by a viewer that takes every kind of markup and makes links of bare addresses. */
function aliveIn(markdown: string): string[] {
  const viewed = new JSDOM(new MarkdownIt({ html: true, linkify: true }).render(markdown)).window.document;
  const hrefs = [...viewed.querySelectorAll("a")].map((link) => link.getAttribute("href")!);
  const sources = [...viewed.querySelectorAll("img")].map((image) => image.getAttribute("src")!);
  const expected =
    "h1, h2, h3, h4, h5, p, table, thead, tbody, tr, th, td, a, code, pre, strong, em, ul, li, details, summary, picture, source, img";
  return [
    ...[...viewed.body.querySelectorAll("*")]
      .filter((element) => !element.matches(expected))
      .map(({ tagName }) => `an element ${tagName}`),
    ...(viewed.querySelectorAll("h1").length === 1 ? [] : ["a title more or less"]),
    ...hrefs
      .filter((href) => !/^(?:#[\w-]+$|index\.html$|\.\.\/(?:lib|notebooks|results)\/)/.test(href))
      .map((href) => `a link ${href}`),
    ...sources
      .filter((source) => !/^figures\/[\w-]+\.svg$/.test(source))
      .map((source) => `a picture ${source}`),
    ...(/\]\(\s*javascript:/.test(markdown.replaceAll(/\\.|`[^`]*`/g, "")) ? ["a link to a script"] : []),
    ...misleading(markdown),
  ];
}

function misleading(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u061c\u2028\u2029]/u.test(text)
    ? ["a character that steers"]
    : [];
}

function ownTextLength(element: Element): number {
  return [...element.childNodes].reduce(
    (sum, node) => sum + (node.nodeType === 3 ? node.textContent!.length : 0),
    0,
  );
}

// A window takes longer to make than a drawing to parse.
const { DOMParser } = new JSDOM("").window;

/** Whether a drawing is no longer one well-formed image without scripts and links. */
function brokenDrawing(svg: string): boolean {
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
  return parsed.querySelector("parsererror, script, a, image, foreignObject, [onload], [href]") !== null;
}
