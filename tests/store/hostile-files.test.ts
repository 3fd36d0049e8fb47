import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { readResultFile } from "../../lib/store/read-results.js";
import type { ResultFile } from "../../lib/store/result.js";
import { resultText } from "../../lib/store/result-text.js";
import { writeResultFile } from "../../lib/store/write-result.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { hostileFiles } from "./hostile-files.js";

/** Generous: the largest file of the corpus is read within half a second. */
const REFUSAL_LIMIT_MS = 10_000;
const MEMORY_LIMIT_BYTES = 400 * 1024 ** 2;

describe("a hostile or damaged results file", () => {
  it.each(hostileFiles)("is refused with the place and the reason: $name", async ({ content, says }) => {
    const file = path.join(await temporaryFolder(), "catch-em-all.json");
    await writeFile(file, content);
    const memoryBefore = process.memoryUsage.rss();
    const startedAtMs = performance.now();
    const refusal = await readResultFile(file).catch((thrown) => thrown);
    expect(refusal).toBeInstanceOf(UsageError);
    expect(refusal.message).toMatch(says);
    expect(refusal.message.length).toBeLessThan(2_000);
    expect(performance.now() - startedAtMs).toBeLessThan(REFUSAL_LIMIT_MS);
    expect(process.memoryUsage.rss() - memoryBefore).toBeLessThan(MEMORY_LIMIT_BYTES);
  });

  it("is refused for its fault alone: the same file without one is read", async () => {
    const file = path.join(await temporaryFolder(), "catch-em-all.json");
    await writeFile(file, resultText(syntheticResult()));
    expect(await readResultFile(file)).toEqual(JSON.parse(resultText(syntheticResult())));
  });

  it("is refused when it is no file at all", async () => {
    await expect(readResultFile(await temporaryFolder())).rejects.toThrow(/Expected .*(plain file|EISDIR)/);
  });
});

it.each(["../../x", "..", ".", "/tmp/x", "a/b", "a\\b", "x\0", ""])(
  "a result whose machine calls itself %j is written nowhere",
  async (id) => {
    const folder = await temporaryFolder();
    vi.stubEnv("INTERLEAVE_STATE", path.join(folder, "state"));
    const result = syntheticResult();
    const hostile: ResultFile = { ...result, machine: { ...result.machine, id } };
    await expect(writeResultFile(path.join(folder, "inner", "results"), hostile)).rejects.toThrow(
      "A result that no reader would accept: expected /machine/id",
    );
    vi.unstubAllEnvs();
    expect(await readdir(folder, { recursive: true })).toEqual([]);
  },
);
