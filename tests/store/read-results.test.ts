import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { parseResult, readResultFile, readResults } from "../../lib/store/read-results.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "interleave-results-"));
});
afterEach(() => rm(folder, { recursive: true }));

const copy = () => JSON.parse(JSON.stringify(syntheticResult()));
/** A result with one value changed, by its JSON Pointer. */
function changed(pointer: string, value: unknown): unknown {
  const result = copy();
  const keys = pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/"));
  const last = keys.pop()!;
  const parent = keys.reduce((object, key) => object[key], result);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return result;
}
async function place(machine: string, slug: string, content: unknown): Promise<string> {
  await mkdir(path.join(folder, machine), { recursive: true });
  const file = path.join(folder, machine, `${slug}.json`);
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

describe("parseResult", () => {
  it("accepts a whole result as it is", () => {
    expect(parseResult(copy(), "a test")).toEqual(copy());
  });

  const gather = "/experiments/fetch/variants/ts~1gather";
  it.each([
    ["/schemaVersion", 2, "Expected schemaVersion 1 in a test, got `2` (number). Try the version"],
    ["/schemaVersion", undefined, "Expected schemaVersion 1 in a test, got `undefined` (undefined)"],
    ["/seed", "x", "expected /seed to be integer, got `x` (string)"],
    ["/document", "pokedex", "expected /document to be one of from-python-to-go, catch-em-all"],
    ["/machine/id", "../../x", "expected /machine/id to match pattern"],
    [
      "/machine/hostname",
      "secret",
      "expected /machine to have no `hostname`, which this version does not know",
    ],
    ["/provenance", undefined, "expected the whole to have `provenance`, which is missing"],
    ["/provenance/startedAt", "yesterday", "expected /provenance/startedAt to match pattern"],
    [`${gather}/samples/0/workMs`, -1, `expected ${gather}/samples/0/workMs to be >= 0, got \`-1\` (number)`],
    [
      `${gather}/samples/0/workMs`,
      null,
      `expected ${gather}/samples/0/workMs to be number, got \`null\` (null)`,
    ],
    [`${gather}/samples/1/status`, "fine", `expected ${gather}/samples/1/status to be one of ok, error`],
    [`${gather}/samples`, {}, `expected ${gather}/samples to be array`],
    [`${gather}/samples`, Array(10_001).fill({ status: "ok" }), "to NOT have more than 10000 items"],
    ["/experiments/fetch/variants/perl~1lwp", {}, "to have no `perl/lwp`"],
    [
      "/experiments/fetch/noiseFloor",
      { kind: "a/a", of: "ts/a", copy: "ts/b", factor: 0.5, ratios: [] },
      "/noiseFloor/factor to be >= 1",
    ],
    ["/experiments/fetch/warnings", ["x".repeat(5_000)], "to NOT have more than 4000 characters"],
  ])("refuses %s = %j by its place", (pointer, value, message) => {
    expect(() => parseResult(changed(pointer, value), "a test")).toThrow(UsageError);
    expect(() => parseResult(changed(pointer, value), "a test")).toThrow(message);
  });

  it.each([null, undefined, 7, "text", [], {}])("refuses %j", (value) => {
    expect(() => parseResult(value, "a test")).toThrow("Expected schemaVersion 1 in a test");
  });

  it("refuses a number that JSON can write and no clock can measure", async () => {
    const text = JSON.stringify(copy()).replace(/"workMs":[\d.]+/, '"workMs":1e999');
    expect(() => parseResult(JSON.parse(text), "a test")).toThrow("/workMs to be number");
  });
});

describe("readResultFile", () => {
  it("says what is wrong with a file", async () => {
    await expect(readResultFile(path.join(folder, "none.json"))).rejects.toThrow(
      /^Expected a result file at .*ENOENT/,
    );
    const text = await place("m", "catch-em-all", "{ not json");
    await expect(readResultFile(text)).rejects.toThrow(
      `Expected JSON in ${text}: expected a key in double quotes at the whole (line 1), got \`not\``,
    );
    const deep = await place("m", "catch-em-all", `${"[".repeat(1e5)}${"]".repeat(1e5)}`);
    await expect(readResultFile(deep)).rejects.toThrow(UsageError);
  });

  it("refuses a file that is too large without reading it", async () => {
    const file = await place("m", "catch-em-all", "");
    await writeFile(file, Buffer.alloc(64 * 1024 ** 2 + 1, " "));
    await expect(readResultFile(file)).rejects.toThrow("at most 67108864 bytes, got 67108865 bytes");
  });
});

describe("readResults", () => {
  it("sorts by machine, then by document, and leaves anything else alone", async () => {
    const on = (machine: string, document: string) =>
      place(machine, document, { ...copy(), document, machine: { ...copy().machine, id: machine } });
    await on("zeta", "catch-em-all");
    await on("alpha", "fib-server");
    await on("alpha", "catch-em-all");
    await writeFile(path.join(folder, "schema.json"), "{}");
    await writeFile(path.join(folder, "alpha", "notes.txt"), "mine");
    const results = await readResults(folder);
    expect(results.map(({ machine, document }) => `${machine.id} ${document}`)).toEqual([
      "alpha catch-em-all",
      "alpha fib-server",
      "zeta catch-em-all",
    ]);
  });

  it("is empty for an empty folder, and names a missing one", async () => {
    expect(await readResults(folder)).toEqual([]);
    await expect(readResults(path.join(folder, "none"))).rejects.toThrow(
      /^Expected a folder of results at .*npm start/,
    );
  });

  it("refuses a file under another machine's name", async () => {
    await place("mine", "catch-em-all", copy());
    await expect(readResults(folder)).rejects.toThrow(
      "to hold mine's catch-em-all, got test-machine's catch-em-all. Try test-machine/catch-em-all.json",
    );
  });
});
