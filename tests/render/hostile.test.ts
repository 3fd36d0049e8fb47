import { JSDOM } from "jsdom";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import type { VariantId } from "../../lib/catalogue/entry.js";
import { plainText } from "../../lib/render/plain-text.js";
import { renderReport } from "../../lib/render/report.js";
import type { ExperimentResult, ResultFile, VariantResult } from "../../lib/store/result.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";

const payloads = [
  "<script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "</svg><svg onload=alert(1)>",
  "</title><script>alert(1)</script>",
  "]]><script>alert(1)</script>",
  "<!--<script>",
  "[click](javascript:alert(1))",
  "![x](http://evil.example/x.png)",
  "<javascript:alert(1)>",
  "http://evil.example/ www.evil.example",
  "| a | b |\n| --- | --- |\n\n# Title",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template is what the text pretends to be
  "`code` ``` $math$ {{template}} ${x} %{x}",
  "&lt;script&gt;&#x3c;b&#x3e;",
  "a\u202eb\u2066c\u0000\u0007\u2028d\u2029e",
  "__proto__",
  "../../x",
  "x".repeat(20_000),
];

describe.each(payloads.map((payload) => [payload.slice(0, 40), payload] as const))(
  "hostile text %j",
  (_, payload) => {
    const rendered = renderReport([poisoned(payload)]);

    it("adds no element, attribute or script to the page", () => {
      const page = new JSDOM(rendered.get("index.html")!).window.document;
      expect(page.querySelectorAll("script")).toHaveLength(3);
      expect(page.querySelectorAll("img, iframe, object, embed, base, form, svg svg")).toHaveLength(0);
      const attributes = [...page.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
      expect(attributes.filter(({ name }) => name.startsWith("on") || name === "style")).toEqual([]);
      const links = attributes.filter(({ name }) => name === "href").map(({ value }) => value);
      expect(links.filter((link) => !/^(?:#|\.\.\/)/.test(link))).toEqual([]);
      expect(page.body.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
      expect(page.getElementById("figures")!.textContent).toMatch(/^[\w+/]+=*$/);
    });

    it("makes no link, picture or element in Markdown", () => {
      const markdown = rendered.get("report.md")!;
      const viewed = new JSDOM(new MarkdownIt({ html: true, linkify: true }).render(markdown)).window
        .document;
      expect(viewed.querySelectorAll("script, svg, iframe, h1")).toHaveLength(1);
      for (const link of viewed.querySelectorAll("a"))
        expect(link.getAttribute("href")).toMatch(/^(?:index\.html|\.\.\/lib\/)/);
      for (const image of viewed.querySelectorAll("img"))
        expect(image.getAttribute("src")).toMatch(/^figures\/[\w-]+\.svg$/);
    });

    it("names only figures of plain characters", () => {
      const names = [...rendered.keys()].filter((name) => name.startsWith("figures/"));
      for (const name of names) expect(name).toMatch(/^figures\/[\w-]+-(?:light|dark)\.svg$/);
    });
  },
);

it("the check can fail: a page that lets markup through is found out", () => {
  const page = new JSDOM(`<body>${payloads[2]}</body>`).window.document;
  expect(page.querySelectorAll("img")).toHaveLength(1);
});

it("plainText keeps ordinary text as it is", () => {
  expect(plainText("no Go on PATH: “naïve”, 30 % & more")).toBe("no Go on PATH: “naïve”, 30 % & more");
});

/** The payload in every text of a result file that the report shows, ids included. */
function poisoned(payload: string): ResultFile {
  const result = syntheticResult();
  const fetch = result.experiments.fetch!;
  const poison = (variant: VariantResult): VariantResult => ({
    ...variant,
    program: payload,
    samples: [...variant.samples, { status: "error", reason: payload, stderrTail: payload, digest: payload }],
  });
  const experiment: ExperimentResult = {
    ...fetch,
    parameters: { [payload]: payload },
    cells: { [payload]: { parameters: { [payload]: payload }, ideal: { ms: 62, because: payload } } },
    noiseFloor: { ...fetch.noiseFloor, of: payload as VariantId } as ExperimentResult["noiseFloor"],
    warnings: [payload],
    variants: Object.fromEntries([
      ...Object.entries(fetch.variants).map(([id, variant]) => [id, poison(variant)]),
      [payload, poison(fetch.variants["go/serial"]!)],
    ]),
  };
  return {
    ...result,
    machine: {
      id: payload,
      fingerprint: {
        ...result.machine.fingerprint,
        cpuModel: payload,
        os: payload,
        architecture: payload,
        virtualization: payload,
      },
      volatile: { [payload]: payload },
    },
    provenance: {
      ...result.provenance,
      commit: payload,
      startedAt: payload,
      finishedAt: payload,
      versions: { [payload]: payload },
    },
    experiments: { fetch: experiment, [payload]: experiment },
    claims: { [payload]: { verdict: "holds", because: payload } },
  };
}
