import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { catchEmAll } from "../../lib/catalogue/catch-em-all.js";
import { documents } from "../../lib/catalogue/index.js";
import { machinesOf, renderReport, writeReport } from "../../lib/render/report.js";
import { reportModel } from "../../lib/render/report-model.js";
import { resolveFigure } from "../../lib/render/resolve-figure.js";
import { formatFigure } from "../../lib/units.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";
import { figurePathOf, figureUnitOf } from "../support/figure-path.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const results = [syntheticResult(), syntheticResult({ machine: "other-machine", seed: 11 })];
const rendered = renderReport(results);
const html = rendered.get("index.html")!;
const page = new JSDOM(html).window.document;

describe("a rendered report", () => {
  it("is the same byte for byte, whatever the order of the results", () => {
    expect([...renderReport([...results].reverse())]).toEqual([...rendered]);
  });

  it("is one page of at most 2.5 MB that names its machines", () => {
    expect(Buffer.byteLength(html)).toBeLessThan(2.5e6);
    expect(machinesOf(html)).toEqual(["other-machine", "test-machine"]);
  });

  it("has a verdict row for every claim on every machine", () => {
    for (const { id } of catchEmAll.claims) {
      expect(page.getElementById(id)?.closest(".verdicts"), id).not.toBeNull();
      expect(page.getElementById(`${id}-test-machine`)?.textContent, id).toContain(id);
    }
  });

  it("shows in Markdown every figure that it has drawn", () => {
    const shown = rendered.get("report.md")!;
    const drawn = [...rendered.keys()].filter((name) => name.startsWith("figures/"));
    expect(drawn.filter((name) => !shown.includes(name))).toEqual([]);
  });

  it("never believes a stored verdict", () => {
    const lying = { ...results[0]!, claims: { "D2-C1": { verdict: "reversed" as const, because: "a lie" } } };
    expect(renderReport([lying]).get("index.html")).toBe(renderReport([results[0]!]).get("index.html"));
  });

  it("has a title, a description and a table for every chart", () => {
    const charts = [...page.querySelectorAll(".chart")];
    expect(charts).toHaveLength(8);
    for (const chart of charts) {
      const svg = chart.querySelector("svg")!;
      expect(svg.getAttribute("role")).toBe("img");
      for (const attribute of ["aria-labelledby", "aria-describedby"]) {
        expect(page.getElementById(svg.getAttribute(attribute)!)?.textContent).not.toBe("");
      }
      expect(chart.querySelectorAll("table tbody tr").length).toBeGreaterThan(0);
    }
  });

  it("uses each id once, and links only to ids that exist", () => {
    const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
    expect(ids).toHaveLength(new Set(ids).size);
    const targets = [...page.querySelectorAll('a[href^="#"]')].map((link) =>
      link.getAttribute("href")!.slice(1),
    );
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it("lists documents without results as not yet measured", () => {
    const empty = renderReport([]);
    expect(empty.get("index.html")).toContain("Not measured yet.");
    expect(empty.get("report.md")).toContain("Not measured yet.");
  });
});

describe("numbers in prose", () => {
  it("are found again by the path that each one carries", () => {
    const data = [...page.querySelectorAll("data")];
    expect(data.length).toBeGreaterThan(100);
    for (const datum of data) {
      const value = resolveFigure(figurePathOf(datum), results, documents);
      expect(value, figurePathOf(datum)).toBeDefined();
      expect(formatFigure(value!, figureUnitOf(datum))).toBe(datum.textContent);
      expect(String(value)).toBe(datum.getAttribute("value"));
    }
  });

  it("are all such figures in generated sentences: their words, but for names, have no digits", () => {
    const names = catchEmAll.experiments.flatMap(({ variants, id }) => [
      ...variants.map(({ title }) => title),
      id,
    ]);
    const says = catchEmAll.claims.flatMap((claim) =>
      claim.kind === "predicate" ? claim.conditions.map((one) => one.says) : [],
    );
    const runs = reportModel(results, documents).documents.flatMap((section) => section.runs);
    for (const { verdict } of runs.flatMap(({ claims }) => claims)) {
      if (verdict.kind === "not measured here") continue;
      const words = verdict.because.filter((part) => typeof part === "string").join("");
      const left = [...names, ...says].reduce((text, name) => text.replaceAll(name, ""), words);
      expect(left).not.toMatch(/\d/);
    }
  });

  it("are not found by a path that leads nowhere", () => {
    for (const nowhere of [
      "",
      "results",
      "results/test-machine/catch-em-all/experiments/fetch/__proto__/x",
      "catalogue/x/y",
    ]) {
      expect(resolveFigure(nowhere, results, documents)).toBeUndefined();
    }
  });
});

describe("writeReport", () => {
  it("replaces the files, removes stale figures and leaves other files alone", async () => {
    const folder = await temporaryFolder();
    await writeReport(folder, rendered);
    await writeFile(path.join(folder, "figures", "gone-light.svg"), "<svg/>");
    await writeFile(path.join(folder, "index.html.8a-b1.part"), "<html>");
    await writeFile(path.join(folder, "notes.txt"), "mine");
    await writeFile(path.join(folder, "notes.txt.8a-b1.part"), "mine too");
    const smaller = renderReport([results[0]!]);
    await writeReport(folder, smaller);
    expect((await readdir(folder)).sort()).toEqual([
      "figures",
      "index.html",
      "notes.txt",
      "notes.txt.8a-b1.part",
      "report.md",
    ]);
    const figures = [...smaller.keys()]
      .filter((name) => name.startsWith("figures/"))
      .map((name) => path.basename(name));
    expect((await readdir(path.join(folder, "figures"))).sort()).toEqual(figures.sort());
    expect(await readFile(path.join(folder, "index.html"), "utf8")).toBe(smaller.get("index.html"));
  });
});
