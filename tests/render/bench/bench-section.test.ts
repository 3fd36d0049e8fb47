import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { benchWorks } from "../../../lib/catalogue/bench/works.js";
import { documents } from "../../../lib/catalogue/index.js";
import { benchSection } from "../../../lib/render/bench/bench-section.js";
import { renderReport } from "../../../lib/render/report.js";
import { resolveFigure } from "../../../lib/render/resolve-figure.js";
import { formatFigure } from "../../../lib/units.js";
import { syntheticBench } from "../../fixtures/synthetic-bench.js";
import { syntheticResult } from "../../fixtures/synthetic-results.js";
import { figurePathOf, figureUnitOf } from "../../support/figure-path.js";

const results = [syntheticResult()];
const benches = [syntheticBench()];
const rendered = renderReport(results, { benches });
const page = new JSDOM(rendered.get("index.html")!).window.document;
const section = page.getElementById("bench")!;

describe("the report's section of the library's speed", () => {
  it("has a place for every work, and its picture", () => {
    for (const { id } of benchWorks) expect(page.getElementById(`bench-${id}`), id).not.toBeNull();
    expect(section.querySelector("#bench-floors svg")).not.toBeNull();
    expect(rendered.has("figures/bench-floors-dark.svg")).toBe(true);
    expect(section.querySelector(".elsewhere a")?.getAttribute("href")).toBe(
      "../results/test-machine/bench.json",
    );
  });

  it("says what is reached, what is missed, and what was not measured and why", () => {
    const text = (id: string) => page.getElementById(`bench-${id}`)!.textContent!;
    expect(text("fib")).toContain("goal reached");
    expect(text("hop")).toContain("missed");
    expect(text("tasks")).toContain("not measured; no python3 on PATH");
    expect(rendered.get("report.md")).toContain("**missed**");
  });

  it("shows figures that are found again by their paths", () => {
    const data = [...section.querySelectorAll("data")];
    expect(data.length).toBeGreaterThan(100);
    for (const datum of data) {
      const value = resolveFigure(figurePathOf(datum), results, documents, benches);
      expect(String(value), figurePathOf(datum)).toBe(datum.getAttribute("value"));
      expect(formatFigure(value!, figureUnitOf(datum))).toBe(datum.textContent);
    }
    expect(resolveFigure("bench/test-machine/none/median/ts/x", results, documents, benches)).toBeUndefined();
  });

  it("uses each id of the page once", () => {
    const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
    expect(ids).toHaveLength(new Set(ids).size);
  });

  it("is of the machine that leads, and absent where none has a bench among the results", () => {
    const both = [syntheticBench("a-machine"), syntheticBench("b-machine")];
    expect(benchSection(both, ["b-machine"])).toMatchObject({ machine: "b-machine", others: ["a-machine"] });
    expect(benchSection([...both].reverse(), [])).toMatchObject({ machine: "a-machine" });
    expect(renderReport(results, { benches: both }).get("index.html")).not.toContain('id="bench"');
  });

  it("escapes a stranger's texts", () => {
    const skipped = [{ status: "skipped" as const, reason: "<img src=x onerror=alert(1)>|`" }];
    const hostile = { ...benches[0]!, works: { hop: { "ts/piscina": skipped } } };
    const shown = renderReport(results, { benches: [hostile] });
    expect(shown.get("index.html")).toContain("&lt;img src=x onerror");
    expect(shown.get("index.html")).not.toContain("<img src=x");
    expect(shown.get("report.md")).toContain("\\<img src=x");
  });
});
