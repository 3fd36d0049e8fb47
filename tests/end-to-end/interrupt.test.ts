import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readResults } from "../../lib/store/read-results.js";
import { descendantsOf, stillRunning } from "../support/descendants.js";
import { Script } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const TIME_LIMIT_MS = 300_000;
const POLL = { timeout: 120_000, interval: 20 };
/** An orphan looks for its parent once a second. */
const END = { timeout: 10_000, interval: 50 };

interface Entry {
  readonly variant: string;
  readonly sample: { readonly workMs: number };
}

describe("a run that is stopped in the middle of its measurement", () => {
  it(
    "by Ctrl-C leaves nothing behind, and goes on later from the samples that it has",
    async () => {
      const folder = await temporaryFolder();
      const run = start(folder);
      await expect.poll(() => journals(folder), POLL).not.toEqual([]);
      // Of two measurements of `fetch`, the later is of the reader's own strategy.
      const [name] = await journals(folder);
      await expect.poll(() => entries(folder, name!), POLL).not.toEqual([]);
      const started = descendantsOf(run.process.pid!);
      expect(started.length).toBeGreaterThan(2);
      run.process.kill("SIGINT");
      const end = await run.ended;
      expect(end.code).toBe(130);
      expect(end.stderr).toMatch(/go on with: npm start -- .*--resume\ninterrupted; nothing was left behind/);
      await expect.poll(() => stillRunning(started), END).toEqual([]);
      expect(await unfinishedFiles(folder)).toEqual([]);
      const before = await entries(folder, name!);

      const resumed = await start(folder, ["--resume"]).ended;
      expect(resumed.code).toBe(0);
      const after = await entries(folder, name!);
      expect(after.slice(0, before.length)).toEqual(before);
      expect(new Set(after.map(({ variant }) => variant)).size).toBe(after.length);
      const [result] = await readResults(path.join(folder, "out", "results"));
      const { variants } = result!.experiments.fetch!;
      for (const { variant, sample } of before)
        expect(variants[variant as `ts/${string}`]!.samples[0]!.workMs).toBe(sample.workMs);
    },
    TIME_LIMIT_MS,
  );

  it(
    "by SIGKILL takes its kernel, harness, servers and programs along, and damages no file",
    async () => {
      const folder = await temporaryFolder();
      const run = start(folder);
      await expect.poll(() => run.stdout, POLL).toContain("catch-em-all/fetch: round 1 of 1");
      const started = descendantsOf(run.process.pid!);
      expect(started.length).toBeGreaterThan(2);
      run.process.kill("SIGKILL");
      await run.ended;
      await expect.poll(() => stillRunning(started), END).toEqual([]);
      expect(await readdir(path.join(folder, "out", "results"))).toEqual([]);
      for (const file of await readdir(path.join(folder, "out", "notebooks")))
        if (file.endsWith(".ipynb"))
          JSON.parse(await readFile(path.join(folder, "out", "notebooks", file), "utf8"));
    },
    TIME_LIMIT_MS,
  );
});

/** Without peers: what stops a run is the same for all programs. */
function start(folder: string, args: readonly string[] = []): Script {
  const out = path.join(folder, "out");
  return new Script(
    "start",
    ["--only", "catch-em-all", "--profile", "smoke", "--peers", "none", "--out", out, ...args],
    { INTERLEAVE_STATE: path.join(folder, "state") },
  );
}

/** The journals of `fetch`, of which there is one until the notebook comes to its second measurement. */
async function journals(folder: string): Promise<string[]> {
  const names = await readdir(journalFolder(folder)).catch(() => []);
  return names.filter((name) => name.startsWith("catch-em-all-fetch-"));
}

/** The samples that a journal holds so far. */
async function entries(folder: string, name: string): Promise<Entry[]> {
  const lines = (await readFile(path.join(journalFolder(folder), name), "utf8")).split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Entry);
}

const journalFolder = (folder: string) => path.join(folder, "state", "journal");

async function unfinishedFiles(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith(".part"));
}
