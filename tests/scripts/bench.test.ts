import { readdir } from "node:fs/promises";
import { expect, it } from "vitest";
import { benchWorks } from "../../lib/catalogue/bench/works.js";
import { parsePeers } from "../../lib/experiments/settings.js";
import { type BenchScope, leftOut } from "../../scripts/bench-parts.js";
import { runScript } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const everything: BenchScope = { workCount: benchWorks.length, peers: parsePeers("all"), roundCount: 6 };

it("takes a run for whole that leaves nothing out, in whatever order it names the peers", () => {
  expect(leftOut(everything)).toEqual([]);
  expect(leftOut({ ...everything, peers: parsePeers("pypy,python,go"), roundCount: 7 })).toEqual([]);
});

it.each<[Partial<BenchScope>, RegExp]>([
  [{ peers: parsePeers("none") }, /^--peers leaves out go, python, pypy$/],
  [{ peers: parsePeers("go,python") }, /^--peers leaves out pypy$/],
  [{ roundCount: 5 }, /^--rounds 5 is less than the 6 of an interval$/],
  [{ workCount: benchWorks.length - 2 }, /^--only leaves out 2 works$/],
  [{ shrink: 10 }, /^--shrink /],
])("takes a run of %j for a part", (less, sentence) => {
  expect(leftOut({ ...everything, ...less })).toEqual([expect.stringMatching(sentence)]);
});

it("prints why a part is not written, and writes nothing", async () => {
  const out = await temporaryFolder();
  const args = ["--only", "tasks", "--peers", "none", "--rounds", "1", "--shrink", "100", "--out", out];
  const { code, stdout } = await runScript("bench", args);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^no bench\.json written: --only .*; --peers .*; --rounds .*; --shrink /m);
  expect(await readdir(out)).toEqual([]);
});
