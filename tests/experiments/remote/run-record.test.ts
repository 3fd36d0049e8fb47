import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { RunRecord } from "../../../lib/experiments/remote/run-record.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const URL = "http://one:1/";

async function recorded(): Promise<string> {
  const file = path.join(await temporaryFolder(), "servers.json");
  const record = await RunRecord.open(file, "quick", { resume: false });
  await record.begin(URL, "small", "code");
  const { onStarted, onEnded } = record.noting(URL);
  // Started and ended side by side: the file holds the last state.
  await Promise.all([onStarted("first"), onStarted("second"), onEnded("first")]);
  await record.finish(URL, "catch-em-all");
  return file;
}

describe("RunRecord", () => {
  it("remembers for a resumed run what each server has finished, and under which name", async () => {
    const record = await RunRecord.open(await recorded(), "quick", { resume: true });
    expect(record.machineOf(URL)).toBe("small");
    expect(record.isFinished(URL, "catch-em-all", "code")).toBe(true);
    expect(record.isFinished(URL, "fib-server", "code")).toBe(false);
    expect(record.isFinished("http://two:1/", "catch-em-all", "code")).toBe(false);
    expect(record.machinesBeside([URL])).toEqual([]);
    expect(record.machinesBeside(["http://two:1/"])).toEqual(["small"]);
  });

  it("counts nothing as finished that other code has measured", async () => {
    const file = await recorded();
    const record = await RunRecord.open(file, "quick", { resume: true });
    expect(record.isFinished(URL, "catch-em-all", "new code")).toBe(false);
    await record.begin(URL, "small", "new code");
    expect(JSON.parse(await readFile(file, "utf8")).servers[URL].finished).toEqual([]);
  });

  it.each([
    ["without resume", "quick", false],
    ["with other settings", "full", true],
  ])("starts anew %s, but for the kernels that still run", async (_, settings, resume) => {
    const record = await RunRecord.open(await recorded(), settings, { resume });
    expect(record.machineOf(URL)).toBeUndefined();
    expect(record.isFinished(URL, "catch-em-all", "code")).toBe(false);
    expect(record.kernelsOf(URL)).toEqual(["second"]);
  });

  it.each(["", "{}", '{"settings":1}'])("refuses a file that holds %j", async (text) => {
    const file = path.join(await temporaryFolder(), "servers.json");
    await writeFile(file, text);
    await expect(RunRecord.open(file, "quick", { resume: true })).rejects.toThrow(
      /Expected the record of a run on servers in .*Try without the file/,
    );
  });
});
