import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { VariantId } from "../../lib/catalogue/entry.js";
import type { ResultFile, Sample } from "../../lib/store/result.js";
import { resultText } from "../../lib/store/result-text.js";
import { syntheticBench } from "../fixtures/synthetic-bench.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";
import { runScript } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

async function place(folder: string, result: ResultFile): Promise<string> {
  const file = path.join(folder, result.machine.id, `${result.document}.json`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, resultText(result));
  return file;
}

/** The same run, where every program took twice as long. */
function slower(result: ResultFile): ResultFile {
  return JSON.parse(JSON.stringify(result), (key, value) => (key === "workMs" ? value * 2 : value));
}

/** The same run, where one program never came to an end. */
function dead(variant: VariantId, result: ResultFile): ResultFile {
  const fetch = result.experiments.fetch!;
  const own = fetch.variants[variant]!;
  const samples = own.samples.map(({ round }): Sample => ({ status: "timeout", round: round! }));
  const variants = { ...fetch.variants, [variant]: { ...own, samples } };
  return { ...result, experiments: { fetch: { ...fetch, variants } } };
}

describe("npm run validate", () => {
  it("accepts whole files, and refuses a damaged one and one in a wrong place", async () => {
    const folder = await temporaryFolder();
    await place(folder, syntheticResult());
    const whole = await runScript("validate", [folder]);
    expect(whole).toMatchObject({ code: 0, stderr: "" });
    expect(whole.stdout).toMatch(/ok .*catch-em-all\.json[\s\S]*1 file checked .* 0 refused/);

    const file = await place(folder, syntheticResult({ machine: "another" }));
    await writeFile(file, '{"schemaVersion": 3}');
    await mkdir(path.join(folder, "alias"));
    await writeFile(path.join(folder, "alias", "catch-em-all.json"), resultText(syntheticResult()));
    const damaged = await runScript("validate", [folder]);
    expect(damaged.code).toBe(1);
    expect(damaged.stdout).toMatch(/refused .*another[\s\S]*got `3` \(number\)/);
    expect(damaged.stdout).toContain("to hold alias's catch-em-all, got test-machine's");
    expect(damaged.stdout).toContain("3 files checked against schema version 1, 2 refused");
  });

  it("holds a machine's bench to its own schema", async () => {
    const folder = await temporaryFolder();
    const machine = path.join(folder, "test-machine");
    await mkdir(machine);
    await writeFile(path.join(machine, "bench.json"), resultText(syntheticBench()));
    const { code, stdout } = await runScript("validate", [folder, machine, path.join(machine, "bench.json")]);
    expect(stdout).toMatch(/(ok .*bench\.json \(bench, \d+ works, \d+ samples\)\n){3}3 files checked/);
    expect(code).toBe(0);
    await writeFile(path.join(machine, "bench.json"), resultText({ ...syntheticBench(), seed: 0.5 }));
    expect((await runScript("validate", [folder])).stdout).toContain("expected /seed to be integer");
  });

  it("exits with 2 where there is nothing to check", async () => {
    const empty = await temporaryFolder();
    expect(await runScript("validate", [empty])).toMatchObject({ code: 2, stdout: "" });
    expect((await runScript("validate", [path.join(empty, "none")])).stderr).toContain("ENOENT");
  });
});

describe("npm run compare", () => {
  it("exits by what was asked, and prints the same comparison as JSON", async () => {
    const folder = await temporaryFolder();
    const before = await place(path.join(folder, "before"), syntheticResult({ seed: 1 }));
    const after = await place(path.join(folder, "after"), slower(syntheticResult({ seed: 2 })));

    expect(await runScript("compare", [before, after])).toMatchObject({ code: 0, stderr: "" });
    const judged = await runScript("compare", [
      before,
      path.join(folder, "after"),
      "--fail-on",
      "slower",
      "--json",
    ]);
    expect(judged).toMatchObject({ code: 1, stderr: "" });
    expect(JSON.parse(judged.stdout)).toMatchObject({ kind: "values", slower: true });
    expect(await runScript("compare", [after, before, "--fail-on", "slower"])).toMatchObject({ code: 0 });
  });

  it("fails on what died in B as on what is slower there, and says why", async () => {
    const folder = await temporaryFolder();
    const before = await place(path.join(folder, "before"), syntheticResult({ seed: 1 }));
    const after = await place(path.join(folder, "after"), dead("go/serial", syntheticResult({ seed: 2 })));
    expect(await runScript("compare", [before, after])).toMatchObject({ code: 0, stderr: "" });
    const judged = await runScript("compare", [before, after, "--fail-on", "slower"]);
    expect(judged.code).toBe(1);
    expect(judged.stderr).toMatch(/^lost in B: .*only A has values of go\/serial .* in B: timed out$/m);
    expect(judged.stdout).toMatch(/^not compared: .*go\/serial/m);
  });

  it.each([
    [["nobody", "as-published"], "Expected a machine with results, a file or a folder, got `nobody`"],
    [["../../x", "as-published"], "Expected a machine id, a file or a folder, got `../../x`"],
    [["as-published", "as-published"], "Expected results on one side at least"],
    [["as-published", "as-published", "--fail-on", "faster"], "Expected --fail-on slower, got `faster`"],
    [["as-published"], "missing required argument 'B'"],
  ])("exits with 2 for %j", async (args, message) => {
    const end = await runScript("compare", args);
    expect(end.code).toBe(2);
    expect(end.stderr).toContain(message);
  });
});
