import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { descendantsOf, stillRunning } from "../support/descendants.js";
import { Script } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const TIME_LIMIT_MS = 300_000;
const POLL = { timeout: 120_000, interval: 20 };
/** An orphan looks for its parent once a second. */
const END = { timeout: 10_000, interval: 50 };

describe("a run that is killed in the middle of its measurement", () => {
  it(
    "takes its kernel, harness, servers and programs along, and damages no file",
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
function start(folder: string): Script {
  const out = path.join(folder, "out");
  return new Script(
    "start",
    ["--only", "catch-em-all", "--profile", "smoke", "--peers", "none", "--out", out],
    { INTERLEAVE_STATE: path.join(folder, "state") },
  );
}
