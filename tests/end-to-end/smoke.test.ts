import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { documents } from "../../lib/catalogue/index.js";
import { digestOf } from "../../lib/experiments/digest.js";
import { projectFolder, stateFolder } from "../../lib/paths.js";
import { readResults } from "../../lib/store/read-results.js";
import type { ResultFile, Sample } from "../../lib/store/result.js";
import { descendantsOf, stillRunning } from "../support/descendants.js";
import { entriesOf, type JournalEntry, journalsOf } from "../support/journal.js";
import { Script, type ScriptEnd } from "../support/script.js";
import { describeSamples } from "./smoke-samples.js";

const TIME_LIMIT_MS = 600_000;
const POLL = { timeout: 240_000, interval: 20 };
/** An orphan looks for its parent once a second. */
const END = { timeout: 10_000, interval: 50 };

/** What a run that was stopped by Ctrl-C has left. */
interface Stopped {
  readonly end: ScriptEnd;
  /** That of `fetch`, of which it has measured something. */
  readonly journal: string;
  readonly entries: readonly JournalEntry[];
  readonly files: readonly string[];
}

describe("npm start in its smoke profile, in the real kernel and with the peers that are found", () => {
  let folder: string;
  let out: string;
  let stopped: Stopped;
  let stdout: string;
  let results: ResultFile[];

  // One run serves both: it is stopped while it measures, and what goes on from there has to come out whole.
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "interleave-smoke-"));
    out = path.join(folder, "out");
    await mkdir(path.join(folder, "state"));
    await symlink(path.join(stateFolder(), "peers"), path.join(folder, "state", "peers"), "dir");
    stopped = await stopWhileItMeasures(folder);
    const end = await start(folder, ["--resume"]).ended;
    expect(end.stderr).toBe("");
    expect(end.code).toBe(0);
    stdout = end.stdout;
    results = await readResults(path.join(out, "results"));
  }, TIME_LIMIT_MS);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("stopped by Ctrl-C says how to go on, and leaves no unfinished file", () => {
    expect(stopped.end.code).toBe(130);
    expect(stopped.end.stderr).toMatch(
      /go on with: npm start -- .*--resume\ninterrupted; nothing was left behind/,
    );
    expect(stopped.files.filter((file) => file.endsWith(".part"))).toEqual([]);
  });

  it("goes on later from the samples that it has", async () => {
    const after = await entriesOf(stopped.journal);
    expect(after.slice(0, stopped.entries.length)).toEqual(stopped.entries);
    expect(new Set(after.map(({ variant }) => variant)).size).toBe(after.length);
    const { variants } = results.find((one) => one.document === "catch-em-all")!.experiments.fetch!;
    for (const { variant, sample } of stopped.entries)
      expect(variants[variant as `ts/${string}`]!.samples[0]!.workMs).toBe(sample.workMs);
  });

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

  describeSamples(() => results);

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

function start(folder: string, args: readonly string[] = []): Script {
  const out = path.join(folder, "out");
  return new Script("start", ["--profile", "smoke", "--out", out, "--machine", "test-machine", ...args], {
    INTERLEAVE_STATE: path.join(folder, "state"),
  });
}

/** Returns once nothing that the run has started runs any more. */
async function stopWhileItMeasures(folder: string): Promise<Stopped> {
  // One notebook of all: what goes on later goes by what was measured, and not by what was asked for.
  const run = start(folder, ["--only", "catch-em-all"]);
  // Of two measurements of `fetch`, the later is of the reader's own strategy.
  const journal = await vi.waitFor(async () => {
    const [first] = await journalsOf(path.join(folder, "state"), "catch-em-all-fetch");
    expect(await entriesOf(first!)).not.toEqual([]);
    return first!;
  }, POLL);
  const started = descendantsOf(run.process.pid!);
  expect(started.length).toBeGreaterThan(2);
  run.process.kill("SIGINT");
  const end = await run.ended;
  await vi.waitFor(() => expect(stillRunning(started)).toEqual([]), END);
  const files = await readdir(folder, { recursive: true });
  return { end, journal, entries: await entriesOf(journal), files };
}

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
