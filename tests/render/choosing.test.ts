import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { choices } from "../../lib/catalogue/choices.js";
import { documents } from "../../lib/catalogue/index.js";
import { whichModelTable } from "../../lib/experiments/which-model.js";
import { advise } from "../../lib/render/choosing.js";
import { type Prose, proseText } from "../../lib/render/prose.js";
import { renderReport } from "../../lib/render/report.js";
import { resolveFigure } from "../../lib/render/resolve-figure.js";
import type { ResultFile, Sample } from "../../lib/store/result.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";

const file = syntheticResult();
const fetching = (results: readonly ResultFile[]) =>
  advise(results, documents).find(({ choice }) => choice.id === "fetching")!;

/** The same file with the samples of a variant of `fetch` changed. */
function changed(variant: string, change: (sample: Sample) => Sample, from = file): ResultFile {
  const copy = structuredClone(from) as ResultFile;
  const samples = copy.experiments.fetch!.variants[variant as "ts/gather"]!.samples as Sample[];
  samples.splice(0, samples.length, ...samples.map(change));
  return copy;
}

describe("a choice in the catalogue", () => {
  it.each(choices)("$id leads to variants of an experiment", ({ document, experiment, options }) => {
    const found = documents
      .find(({ slug }) => slug === document)
      ?.experiments.find(({ id }) => id === experiment);
    expect(found).toBeDefined();
    const known = found!.variants.map(({ id }) => id);
    // An experiment that is planned has no variants yet.
    if (known.length > 0) expect(options.filter((id) => !known.includes(id))).toEqual([]);
  });

  it("has an id of its own", () => {
    expect(new Set(choices.map(({ id }) => id)).size).toBe(choices.length);
  });
});

describe("advice", () => {
  it("puts the best median first and the others behind it, by factors within rounds", () => {
    const { best, others } = fetching([file]);
    expect(proseText(best!)).toMatch(/^Bounded \(TypeScript\): \d+ ms$/);
    expect(proseText(others)).toMatch(
      /^Go, a goroutine each by a factor of 1\.\d+ \([\d.]+ to [\d.]+\), Gather .*Await in the loop .*\); not measured here: Thread pool \(Python\), Go, a goroutine each, errors handled and Go, bounded: not among the variants of this run$/,
    );
  });

  it("changes with the figures, and puts beside the first what the noise does not tell from it", () => {
    const slower = changed("ts/bounded", (sample) => ({ ...sample, workMs: sample.workMs! * 9 }));
    expect(proseText(fetching([slower]).best!)).toMatch(/^Go, a goroutine each: /);
    const bounded = file.experiments.fetch!.variants["ts/bounded"]!.samples;
    const level = changed("ts/gather", (sample) => ({
      ...sample,
      workMs: bounded.find(({ round }) => round === sample.round)!.workMs! * 1.0001,
    }));
    expect(proseText(fetching([level]).best!)).toContain(
      "not told apart from it: Gather (TypeScript) by a factor of 1",
    );
  });

  it("says what was not measured here, and why", () => {
    const noGo = changed("go/goroutines", ({ round, position }) => ({
      status: "skipped",
      reason: "no Go on PATH",
      round: round!,
      position: position!,
    }));
    expect(proseText(fetching([noGo]).others)).toMatch(
      /; not measured here: .*; Go, a goroutine each: no Go on PATH$/,
    );
    const oneRound = structuredClone(file) as ResultFile;
    for (const { samples } of Object.values(oneRound.experiments.fetch!.variants))
      (samples as Sample[]).splice(1);
    expect(fetching([oneRound]).best).toBeUndefined();
    expect(proseText(fetching([oneRound]).others)).toMatch(/^not measured here: too few rounds in common/);
    const others = advise([file], documents).filter(({ choice }) => choice.document !== "catch-em-all");
    expect(others.length).toBeGreaterThan(5);
    for (const advice of others) {
      expect(advice.best).toBeUndefined();
      expect(proseText(advice.others)).toBe("not measured here: these results do not have the experiment");
    }
  });

  it("counts without ratios, so that none at all can come first", () => {
    const background = {
      ...structuredClone(file.experiments.fetch!),
      id: "background",
      cells: { undisturbed: { parameters: {} }, SIGKILL: { parameters: {} } },
      variants: Object.fromEntries(
        [
          ["ts/sqlite-queue", 0] as const,
          ["ts/fire-and-forget", 12] as const,
          ["python/thread", 0] as const,
        ].map(([id, lostMails]) => [
          id,
          {
            language: "typescript",
            program: id,
            samples: [{ status: "ok", cell: "SIGKILL", round: 0, position: 0, counters: { lostMails } }],
          },
        ]),
      ),
    } as unknown as ResultFile["experiments"][string];
    const results = [{ ...file, document: "from-python-to-go" as const, experiments: { background } }];
    const { best, others } = advise(results, documents).find(
      ({ choice }) => choice.id === "background-kept",
    )!;
    expect(proseText(best!)).toMatch(/: 0 lost mails; not told apart from it: .*: 0 lost mails$/);
    expect(proseText(others)).toMatch(/: 12 lost mails; not measured here: /);
  });

  it("carries the path of every figure, and a test can look it up", () => {
    const figures = advise([file], documents)
      .flatMap(({ best = [], others }): Prose => [...best, ...others])
      .filter((part) => typeof part !== "string");
    expect(figures.length).toBeGreaterThan(10);
    for (const { path, value } of figures) expect(resolveFigure(path, [file], documents), path).toBe(value);
  });
});

it("a report ends with the choices, each with a link to the figure that carries it", () => {
  const rendered = renderReport([file]);
  const page = new JSDOM(rendered.get("index.html")!).window.document;
  const rows = [...page.querySelectorAll("#choosing tbody tr")];
  expect(rows).toHaveLength(choices.length);
  for (const row of rows) {
    const target = row.querySelector("a")!.getAttribute("href")!.slice(1);
    expect(page.getElementById(target), target).not.toBeNull();
  }
  const markdown = rendered.get("report.md")!;
  expect(markdown).toContain("## Which model for which work?");
  expect(markdown).toContain("[Fetch and decode the documents](#fetch-and-decode-the-documents-fetch)");
  expect(markdown).toContain("#### Fetch and decode the documents (`fetch`)");
  expect(whichModelTable([file]).rows).toHaveLength(choices.length);
  expect(renderReport([]).get("index.html")).not.toContain('id="choosing"');
});
