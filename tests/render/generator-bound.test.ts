import { describe, expect, it } from "vitest";
import { documents } from "../../lib/catalogue/index.js";
import { renderReport } from "../../lib/render/report.js";
import { reportModel } from "../../lib/render/report-model.js";
import type { ResultFile } from "../../lib/store/result.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";

/** The made-up results, with what the load generator had left while one variant ran. */
function withHeadroom(generatorHeadroom: number): ResultFile {
  const result = syntheticResult();
  const fetch = result.experiments.fetch!;
  const variant = fetch.variants["ts/gather"]!;
  const samples = variant.samples.map((sample) => ({
    ...sample,
    counters: { ...sample.counters, generatorHeadroom },
  }));
  const variants = { ...fetch.variants, "ts/gather": { ...variant, samples } };
  return { ...result, experiments: { fetch: { ...fetch, variants } } };
}

function marked(result: ResultFile): string[] {
  const sections = reportModel([result], documents).documents.flatMap(({ runs }) =>
    runs.flatMap(({ experiments }) => experiments),
  );
  return sections.flatMap(({ measured }) =>
    (measured?.cells ?? []).flatMap(({ rows }) =>
      rows.filter(({ badges }) => badges.includes("generator-bound")).map(({ id }) => id),
    ),
  );
}

describe("a variant whose load generator had little left", () => {
  it("is marked under 20% headroom, on the page too", () => {
    expect(marked(withHeadroom(0.19))).toEqual(["ts/gather"]);
    expect(renderReport([withHeadroom(0.19)]).get("index.html")).toContain("generator-bound");
  });

  it("is not marked with more, nor where there was no generator", () => {
    expect(marked(withHeadroom(0.21))).toEqual([]);
    expect(marked(syntheticResult())).toEqual([]);
  });
});
