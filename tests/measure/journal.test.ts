import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Journal, type JournalKey } from "../../lib/measure/journal.js";
import type { Sample } from "../../lib/store/result.js";

const key: JournalKey = {
  document: "catch-em-all",
  experiment: "fetch",
  parameters: { documents: 150, rttMs: 10 },
  cells: [
    ["documents=150", { documents: 150 }],
    ["documents=20", { documents: 20 }],
  ],
  seed: 7,
  code: "c0de",
  versions: { node: "20.19.0", go: "1.25" },
  machine: {
    cpuModel: "AMD EPYC",
    coreCount: 4,
    cpuQuota: null,
    memoryBytes: 2 ** 34,
    os: "linux",
    architecture: "x64",
    virtualization: null,
  },
};
const sample: Sample = { status: "ok", round: 0, position: 1, workMs: 12.5 };
const subject = { id: "ts/gather" } as const;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "interleave-journal-"));
  vi.stubEnv("INTERLEAVE_STATE", folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const open = async (resume: boolean, changed: Partial<JournalKey> = {}) =>
  Journal.open({ ...key, ...changed }, { resume });
async function write(...samples: Sample[]): Promise<string> {
  const journal = await open(false);
  for (const each of samples) await journal.append(subject, each);
  await journal.close();
  return journal.file;
}

describe("Journal", () => {
  it("gives back on resume what was appended", async () => {
    await write(sample);
    const journal = await open(true);
    expect(journal.finishedCount).toBe(1);
    expect(journal.find(subject, 0)).toEqual(sample);
    expect(journal.find(subject, 1)).toBeUndefined();
    expect(journal.find({ ...subject, cell: "large" }, 0)).toBeUndefined();
    await journal.close();
  });

  it("has the last of several samples at one place", async () => {
    const later = { ...sample, position: 0, workMs: 13 };
    await write(sample, later);
    const journal = await open(true);
    expect(journal.finishedCount).toBe(1);
    expect(journal.find(subject, 0)).toEqual(later);
    await journal.close();
  });

  it("keeps the predictions that were made before its samples, and no later ones", async () => {
    const made = { model: "the first", primitives: {}, values: [] };
    const later = { ...made, model: "a later one" };
    const first = await open(false);
    expect(await first.predictedBefore(made)).toEqual(made);
    await first.append(subject, sample);
    await first.close();
    const resumed = await open(true);
    expect(await resumed.predictedBefore(later)).toEqual(made);
    await resumed.close();
    const anew = await open(false);
    expect(await anew.predictedBefore(undefined)).toBeUndefined();
    await anew.append(subject, sample);
    await anew.close();
    const again = await open(true);
    expect(await again.predictedBefore(later)).toBeUndefined();
    await again.close();
  });

  it("keeps when the run of its first samples began, how fast the host was, and what was settled", async () => {
    const begun = { startedAt: "2026-01-01T00:00:00.000Z", hostBefore: { chunkMs: 30 } };
    const later = { startedAt: "2026-01-02T00:00:00.000Z", hostBefore: { chunkMs: 60 } };
    const first = await open(false);
    expect(await first.runBefore(() => begun)).toEqual(begun);
    await first.append(subject, sample);
    await first.close();
    const resumed = await open(true);
    expect(await resumed.runBefore(() => later)).toEqual(begun);
    const settled = { ...begun, settled: { roundCount: 7, warning: "The host did not hold still." } };
    await resumed.keepRun(settled);
    await resumed.close();
    const again = await open(true);
    expect(await again.runBefore(() => later)).toEqual(settled);
    await again.close();
    const anew = await open(false);
    expect(await anew.runBefore(() => later)).toEqual(later);
    await anew.close();
  });

  it("begins anew without resume", async () => {
    await write(sample);
    const journal = await open(false);
    expect(journal.finishedCount).toBe(0);
    expect(await readFile(journal.file, "utf8")).toBe("");
    await journal.close();
  });

  it.each([
    { code: "0ther" },
    { seed: 8 },
    { parameters: { documents: 151, rttMs: 10 } },
    { versions: { node: "20.19.1", go: "1.25" } },
    { experiment: "why" },
    { cells: [...key.cells].reverse() },
    { cells: key.cells.slice(1) },
    { machine: { ...key.machine, cpuQuota: 2 } },
  ])("shares nothing with a run that differs in %j", async (changed) => {
    await write(sample);
    const journal = await open(true, changed);
    expect(journal.finishedCount).toBe(0);
    await journal.close();
  });

  it("does not depend on the order in which the key was built", async () => {
    await write(sample);
    const journal = await open(true, { parameters: { rttMs: 10, documents: 150 } });
    expect(journal.finishedCount).toBe(1);
    await journal.close();
  });

  it("cuts off half a last line, and appends after it", async () => {
    const file = await write(sample);
    await appendFile(file, '{"variant":"ts/gather","sample":{"status":"ok","rou');
    const journal = await open(true);
    expect(journal.finishedCount).toBe(1);
    await journal.append(subject, { ...sample, round: 1 });
    await journal.close();
    const again = await open(true);
    expect(again.finishedCount).toBe(2);
    await again.close();
  });

  it.each([
    ["not JSON at all", "it is not JSON"],
    ['{"variant":"ts/gather","sample":{"status":"fine"}}', "expected /sample/status to be one of ok, error"],
    ['{"variant":"ts/gather"}', "expected the whole to have `sample`"],
  ])("names a damaged line: %s", async (line, reason) => {
    const file = await write(sample);
    await writeFile(
      file,
      `${await readFile(file, "utf8")}${line}\n${JSON.stringify({ variant: "ts/a", sample })}\n`,
    );
    await expect(open(true)).rejects.toThrow(`Expected a finished sample in line 2 of ${file}: ${reason}`);
  });
});
