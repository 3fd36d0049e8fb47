import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readResultFile } from "../../lib/store/read-results.js";
import type { ResultFile } from "../../lib/store/result.js";
import { writeResultFile } from "../../lib/store/write-result.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";

let folder: string;
let results: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "interleave-write-"));
  results = path.join(folder, "results");
  vi.stubEnv("INTERLEAVE_STATE", path.join(folder, "state"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const files = async (of: string) =>
  ((await readdir(of, { recursive: true }).catch(() => [])) as string[])
    .filter((f) => f.endsWith("json"))
    .sort();

describe("writeResultFile", () => {
  it("writes what readResultFile gives back, and nothing beside it", async () => {
    const result = syntheticResult();
    const { kind, file } = await writeResultFile(results, result);
    expect({ kind, file }).toEqual({
      kind: "written",
      file: path.join(results, "test-machine", "catch-em-all.json"),
    });
    expect(await readResultFile(file)).toEqual(JSON.parse(JSON.stringify(result)));
    expect(await readdir(path.dirname(file))).toEqual(["catch-em-all.json"]);
  });

  it("has each sample and each trace on one line, the same bytes every time", async () => {
    const { file } = await writeResultFile(results, syntheticResult());
    const text = await readFile(file, "utf8");
    const lines = text.split("\n");
    const sampleLines = lines.filter((line) => line.trimStart().startsWith('{"status":'));
    const variants = Object.values(syntheticResult().experiments.fetch!.variants);
    expect(sampleLines).toHaveLength(
      variants.reduce((sum, { samples, warmups }) => sum + samples.length + warmups.length, 0),
    );
    await writeResultFile(results, syntheticResult());
    expect(await readFile(file, "utf8")).toBe(text);
  });

  it("keeps what it replaces", async () => {
    await writeResultFile(results, syntheticResult({ seed: 1 }));
    const outcome = await writeResultFile(results, syntheticResult({ seed: 2 }));
    expect(outcome.kind).toBe("replaced");
    expect((await readResultFile(outcome.file)).seed).toBe(2);
    expect((await readResultFile((outcome as { previous: string }).previous)).seed).toBe(1);
  });

  it.each([
    ["smoke", "quick"],
    ["quick", "full"],
    ["smoke", "full"],
  ] as const)("sets a %s result aside where a %s one stands", async (lower, higher) => {
    await writeResultFile(results, syntheticResult({ profile: higher }));
    const outcome = await writeResultFile(results, syntheticResult({ profile: lower }));
    expect(outcome).toMatchObject({ kind: "set-aside", keptProfile: higher });
    expect((await readResultFile((outcome as { kept: string }).kept)).profile).toBe(higher);
    expect((await readResultFile(outcome.file)).profile).toBe(lower);
    expect((await writeResultFile(results, syntheticResult({ profile: higher }))).kind).toBe("replaced");
  });

  it("keeps what was set aside before in the same place", async () => {
    await writeResultFile(results, syntheticResult({ profile: "full" }));
    const quick = await writeResultFile(results, syntheticResult({ profile: "quick", seed: 1 }));
    const smoke = await writeResultFile(results, syntheticResult({ profile: "smoke", seed: 2 }));
    expect([quick.kind, smoke.kind, smoke.file]).toEqual(["set-aside", "set-aside", quick.file]);
    expect((await readResultFile(smoke.file)).seed).toBe(2);
    const replaced = path.join(folder, "state", "replaced", "test-machine");
    const [kept = "nothing"] = await files(replaced);
    expect((await readResultFile(path.join(replaced, kept))).seed).toBe(1);
  });

  it("replaces a file that nobody can read, and keeps it too", async () => {
    const { file } = await writeResultFile(results, syntheticResult({ profile: "full" }));
    await writeFile(file, "half a fi");
    const outcome = await writeResultFile(results, syntheticResult({ profile: "smoke" }));
    expect(await readFile((outcome as { previous: string }).previous, "utf8")).toBe("half a fi");
  });

  it.each(["../../x", "a/b", ""])("writes nothing for the machine id %j", async (id) => {
    const result = syntheticResult();
    const hostile: ResultFile = { ...result, machine: { ...result.machine, id } };
    await expect(writeResultFile(results, hostile)).rejects.toThrow("expected /machine/id to match pattern");
    expect(await files(folder)).toEqual([]);
  });

  it("writes nothing with a number that is none", async () => {
    const hostile: ResultFile = { ...syntheticResult(), seed: Number.NaN };
    await expect(writeResultFile(results, hostile)).rejects.toThrow("expected /seed to be integer");
    expect(await files(folder)).toEqual([]);
  });
});

describe("the result of a run that did not come to its end", () => {
  const whole = (seed: number) => {
    const result = syntheticResult({ seed });
    return { ...result, experiments: { ...result.experiments, other: result.experiments.fetch! } };
  };

  it("leaves a file in place that has experiments which it lacks", async () => {
    const { file } = await writeResultFile(results, whole(1));
    const outcome = await writeResultFile(results, syntheticResult({ seed: 2 }), { unfinished: true });
    expect(outcome).toMatchObject({ kind: "set-aside", kept: file, lacks: ["other"] });
    expect((await readResultFile(file)).seed).toBe(1);
    expect((await readResultFile(outcome.file)).seed).toBe(2);
  });

  it("replaces a file that has no other experiments", async () => {
    await writeResultFile(results, syntheticResult({ seed: 1 }));
    const outcome = await writeResultFile(results, whole(2), { unfinished: true });
    expect(outcome.kind).toBe("replaced");
  });
});
