import { readFile } from "node:fs/promises";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../lib/paths.js";
import { readBenches } from "../../lib/store/read-bench.js";
import { readResults } from "../../lib/store/read-results.js";
import { benchSchemaText, schemaText } from "../../lib/store/schema-text.js";
import { syntheticBench } from "../fixtures/synthetic-bench.js";

const resultsFolder = path.join(projectFolder, "results");
const published = () => readFile(path.join(resultsFolder, "schema.json"), "utf8");

describe("results/schema.json", () => {
  it("is the schema of the code: after a change of it run npm run validate -- --write-schema", async () => {
    expect(await published()).toBe(schemaText());
  });

  it("stands beside that of the bench, likewise of the code, which every published bench fits", async () => {
    const text = await readFile(path.join(resultsFolder, "bench-schema.json"), "utf8");
    expect(text).toBe(benchSchemaText());
    const fits = new Ajv({ strictTuples: false }).compile(JSON.parse(text));
    for (const bench of await readBenches(resultsFolder))
      expect(fits(bench), JSON.stringify(fits.errors)).toBe(true);
    expect(fits({ ...syntheticBench(), seed: "seven" })).toBe(false);
  });

  it("fits every published result in another program's hands, and refuses a damaged one", async () => {
    const fits = new Ajv({ strictTuples: false }).compile(JSON.parse(await published()));
    const results = await readResults(resultsFolder);
    expect(results.length).toBeGreaterThan(0);
    for (const result of results) expect(fits(result), JSON.stringify(fits.errors)).toBe(true);
    expect(fits({ ...results[0], seed: "seven" })).toBe(false);
    expect(fits({ ...results[0], schemaVersion: 2 })).toBe(false);
  });
});
