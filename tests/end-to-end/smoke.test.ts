import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documents } from "../../lib/catalogue/index.js";
import { digestOf } from "../../lib/experiments/digest.js";
import { projectFolder } from "../../lib/paths.js";
import { readResults } from "../../lib/store/read-results.js";
import type { ResultFile, Sample } from "../../lib/store/result.js";
import { runScript } from "../support/script.js";

const TIME_LIMIT_MS = 600_000;

describe("npm start in its smoke profile, in the real kernel and with the peers that are found", () => {
  let folder: string;
  let out: string;
  let stdout: string;
  let results: ResultFile[];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "interleave-smoke-"));
    out = path.join(folder, "out");
    const args = ["--profile", "smoke", "--out", out, "--machine", "test-machine"];
    const end = await runScript("start", args);
    expect(end.stderr).toBe("");
    expect(end.code).toBe(0);
    stdout = end.stdout;
    results = await readResults(path.join(out, "results"));
  }, TIME_LIMIT_MS);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(documents.map((document) => [document.notebook, document] as const))(
    "runs %s through",
    async (notebook, document) => {
      expect(stdout).toContain(`${notebook} ended well`);
      const file = path.join(out, "notebooks", `${notebook}.ipynb`);
      const { cells } = JSON.parse(await readFile(file, "utf8"));
      const codeCells = cells.filter((cell: { cell_type: string }) => cell.cell_type === "code");
      expect(codeCells.every((cell: { execution_count: unknown }) => cell.execution_count !== null)).toBe(
        true,
      );

      const result = results.find((one) => one.document === document.slug)!;
      const built = document.experiments.filter(({ variants }) => variants.length > 0).map(({ id }) => id);
      expect(Object.keys(result.experiments).sort()).toEqual(built.sort());
    },
  );

  it.each(documents.map((document) => [document.slug, document] as const))(
    "has of %s no sample but right answers, skipped ones with their reason, and the flaws of published programs",
    (slug) => {
      const { experiments } = results.find((one) => one.document === slug)!;
      for (const { id, variants } of Object.values(experiments)) {
        for (const [variant, { asPublished, samples }] of Object.entries(variants)) {
          for (const sample of samples)
            expect.soft(wrongWith(sample, asPublished), `${id} ${variant}`).toBe(null);
        }
      }
    },
  );

  it("has fetched exactly the documents that it should", async () => {
    const { fetch } = results.find((one) => one.document === "catch-em-all")!.experiments;
    const answers = await firstNames(Number(fetch!.parameters.documents));
    const digests = Object.values(fetch!.variants).flatMap(({ samples }) =>
      samples.flatMap(({ digest }) => digest ?? []),
    );
    expect(new Set(digests)).toEqual(new Set([digestOf(answers)]));
    for (const id of ["ts/await-in-loop", "ts/bounded", "ts/gather"] as const)
      expect.soft(fetch!.variants[id]?.trace, id).toHaveLength(answers.length);
  });

  it("renders the report", async () => {
    expect(await readFile(path.join(out, "reports", "index.html"), "utf8")).toContain("test-machine");
    const twin = await readFile(path.join(out, "reports", "report.md"), "utf8");
    for (const { title } of documents) expect(twin).toContain(title);
    for (const { notebook } of documents) {
      const page = path.join(out, "reports", "notebooks", `${notebook}.html`);
      expect(await readFile(page, "utf8")).toContain("In 1<");
    }
  });
});

/** Null for a sample as it should be. */
function wrongWith(sample: Sample, asPublished: boolean): Sample | null {
  if (sample.status === "ok") return null;
  if (sample.status === "skipped" && sample.reason) return null;
  // The essays' own programs may fail, as they would on any machine that is busy enough.
  return sample.status === "error" && asPublished ? null : sample;
}

/** What the programs should answer, from the table that the origin's documents are made of. */
async function firstNames(count: number): Promise<string[]> {
  const file = path.join(projectFolder, "lib", "servers", "origin", "pokemon-898.csv");
  const rows = (await readFile(file, "utf8")).split("\n").slice(1, count + 1);
  return rows.map((row) => row.split(",")[1]!);
}
