import { JSDOM } from "jsdom";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { catchEmAll } from "../../lib/catalogue/catch-em-all.js";
import type { VariantId } from "../../lib/catalogue/entry.js";
import { fibServer } from "../../lib/catalogue/fib-server.js";
import type { HeatMapCell, HeatMapChart } from "../../lib/charts/heat-map.js";
import { machineComparisons } from "../../lib/render/machine-comparison.js";
import { renderReport } from "../../lib/render/report.js";
import type { ExperimentResult, ResultFile, Sample, VariantResult } from "../../lib/store/result.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";
import { levelInlineCopies, samplesAtRate } from "../support/rates.js";

const lead = syntheticResult({ seed: 1 });
const other = syntheticResult({ seed: 2, machine: "other-machine" });

function compared(results: readonly ResultFile[], document = catchEmAll) {
  const measured = results.map((result, index) => ({
    machine: { id: result.machine.id, lead: index === 0 },
    result,
  }));
  return machineComparisons(document, measured);
}

function withFetch(result: ResultFile, change: (fetch: ExperimentResult) => Partial<ExperimentResult>) {
  const fetch = result.experiments.fetch!;
  return { ...result, experiments: { fetch: { ...fetch, ...change(fetch) } } };
}

function without(result: ResultFile, ...gone: VariantId[]): ResultFile {
  return withFetch(result, ({ variants }) => ({
    variants: Object.fromEntries(Object.entries(variants).filter(([id]) => !gone.includes(id as VariantId))),
  }));
}

/** The run with the time of each round of a variant multiplied. */
function times(result: ResultFile, variant: VariantId, factor: (round: number) => number): ResultFile {
  return withFetch(result, ({ variants }) => {
    const own = variants[variant]!;
    const samples = own.samples.map(
      (sample): Sample => ({ ...sample, workMs: sample.workMs! * factor(sample.round!) }),
    );
    return { variants: { ...variants, [variant]: { ...own, samples } } };
  });
}

/** The notes of the second machine's cells, by the name of the row. */
function notes(results: readonly ResultFile[], document = catchEmAll): [row: string, note: string][] {
  const { charts } = compared(results, document)[0]!;
  const { rows, cells } = charts[0] as HeatMapChart;
  return cells.flatMap(({ row, note }: HeatMapCell): [string, string][] =>
    note === undefined ? [] : [[rows[row]!.name, note]],
  );
}

describe("machines that measured under other parameters than the first", () => {
  const far = withFetch(other, ({ parameters }) => ({ parameters: { ...parameters, rttMs: 40 } }));
  const sentence =
    "other-machine is left out, as it measured under other parameters than test-machine: rttMs 40 and 10.";

  it("are left out by name, and no chart has them", () => {
    expect(compared([lead, far])).toMatchObject([{ charts: [], leftOut: [sentence] }]);
    const third = syntheticResult({ seed: 3, machine: "third-machine" });
    const [comparison] = compared([lead, far, third]);
    expect(comparison!.leftOut).toEqual([sentence]);
    expect(comparison!.charts.map(({ kind }) => kind)).toEqual(["heat-map", "machine-spread"]);
    expect(JSON.stringify(comparison!.charts)).toContain("third-machine");
    expect(JSON.stringify(comparison!.charts)).not.toContain("other-machine");
  });

  it("are left out with another cell as headline", () => {
    const swept = withFetch(other, ({ cells }) => ({ cells: { "documents=20": cells["documents=150"]! } }));
    expect(compared([lead, swept])[0]!.leftOut).toEqual([
      expect.stringContaining("headline documents=20 and documents=150"),
    ]);
  });

  it("are named on the page and in Markdown, where nothing of a hostile file comes alive", () => {
    const hostile = withFetch(far, () => ({
      parameters: { "<img src=x onerror=alert(1)>": "![x](http://x.example)" },
    }));
    const rendered = renderReport([lead, hostile], { order: ["test-machine"] });
    const page = new JSDOM(rendered.get("index.html")!).window.document;
    const section = page.getElementById("catch-em-all-fetch-machines")!;
    expect(section.textContent).toContain("other-machine is left out");
    expect(section.querySelector("img")).toBeNull();
    const shown = rendered.get("report.md")!;
    expect(shown).toContain("other-machine is left out");
    const viewed = new JSDOM(new MarkdownIt({ html: true }).render(shown)).window.document;
    expect(viewed.querySelectorAll('img:not([src^="figures/"])')).toHaveLength(0);
  });
});

it("has a section for whatever the page says is the same on all machines", () => {
  const renamed = { ...other, experiments: { why: { ...other.experiments.fetch!, id: "why" } } };
  for (const results of [
    [lead, other],
    [lead, renamed],
  ]) {
    const page = new JSDOM(renderReport(results).get("index.html")!).window.document;
    const links = [...page.querySelectorAll<HTMLAnchorElement>('a[href$="-machines"]')];
    const dangling = links.filter((link) => page.getElementById(link.hash.slice(1)) === null);
    expect(dangling.map(({ hash }) => hash)).toEqual([]);
  }
});

describe("ranks between machines", () => {
  it("are among the variants that both measured", () => {
    expect(notes([lead, without(other, "ts/bounded", "go/goroutines")])).toEqual([]);
  });

  it("do not change by medians that swap within noise", () => {
    // In four of six rounds go/serial, which stands just before, takes a third longer: the median follows, the interval spans 1.
    const noisy = times(other, "go/serial", (round) => (round < 4 ? 1.3 : 0.7));
    expect(notes([lead, noisy])).toEqual([]);
  });

  it("change where the order is another one on both machines beyond noise", () => {
    const swapped = times(other, "ts/bounded", () => 1.7);
    expect(notes([lead, swapped])).toEqual([
      ["Bounded (TypeScript)", "rank 2 \u2193"],
      ["Go, a goroutine each", "rank 1 \u2191"],
    ]);
  });

  it("have the most first of a rate", () => {
    const variant = lead.experiments.fetch!.variants["go/serial"]!;
    const rate = (requestsPerSecond: number): VariantResult => ({
      ...variant,
      samples: samplesAtRate(requestsPerSecond),
    });
    const run = (result: ResultFile, go: number, python: number): ResultFile => {
      const variants = {
        "ts/inline": rate(5_000),
        "ts/inline-copy": rate(5_000),
        "go/concurrent": rate(go),
        "python/coroutines": rate(python),
      };
      const concurrent = {
        ...result.experiments.fetch!,
        id: "concurrent",
        noiseFloor: levelInlineCopies,
        variants,
      };
      return { ...result, document: "fib-server", experiments: { concurrent } };
    };
    const results = [run(lead, 20_000, 10_000), run(other, 10_000, 20_000)];
    const { rows } = compared(results, fibServer)[0]!.charts[0] as HeatMapChart;
    expect(rows[0]!.language).toBe("go");
    expect(notes(results, fibServer).map(([, note]) => note)).toEqual(["rank 2 \u2193", "rank 1 \u2191"]);
  });
});
