import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { benchFiles, readBenches, readBenchFile } from "../../lib/store/read-bench.js";
import { readResultFile } from "../../lib/store/read-results.js";
import { resultText } from "../../lib/store/result-text.js";
import { syntheticBench } from "../fixtures/synthetic-bench.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const bench = syntheticBench();

async function placed(machine: string, content: string): Promise<{ folder: string; file: string }> {
  const folder = await temporaryFolder();
  const file = path.join(folder, machine, "bench.json");
  await mkdir(path.dirname(file));
  await writeFile(file, content);
  return { folder, file };
}

describe("a bench file", () => {
  it("is read as it was written, from its machine's folder", async () => {
    const { folder, file } = await placed("test-machine", resultText(bench));
    await mkdir(path.join(folder, "without-a-bench"));
    expect(await benchFiles(folder)).toEqual([file]);
    expect(await readBenches(folder)).toEqual([bench]);
  });

  it("is refused under another machine's name", async () => {
    const { folder } = await placed("other-machine", resultText(bench));
    await expect(readBenches(folder)).rejects.toThrow(
      "to hold the bench of other-machine, got that of test-machine",
    );
  });

  it.each([
    ["another version", { ...bench, schemaVersion: 2 }, "Expected schemaVersion 1"],
    ["a field that nobody knows", { ...bench, verdict: "fast" }, "to have no `verdict`"],
    ["a subject of no language", { ...bench, works: { hop: { "rust/x": [] } } }, "/works/hop"],
    ["a trap of a name", JSON.parse(`{"__proto__": 1, "schemaVersion": 1}`), "expected the whole"],
  ])("is refused with %s", async (_, content, says) => {
    const { file } = await placed("test-machine", JSON.stringify(content));
    await expect(readBenchFile(file)).rejects.toThrow(UsageError);
    await expect(readBenchFile(file)).rejects.toThrow(says);
  });

  it("is no result of a document, and called by its name where one is expected", async () => {
    const { file } = await placed("test-machine", resultText(bench));
    await expect(readResultFile(file)).rejects.toThrow("got those of the bench");
  });
});
