import { readFile } from "node:fs/promises";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../lib/paths.js";
import { readResults } from "../../lib/store/read-results.js";
import { schemaText } from "../../lib/store/schema-text.js";

const resultsFolder = path.join(projectFolder, "results");
const published = () => readFile(path.join(resultsFolder, "schema.json"), "utf8");

describe("results/schema.json", () => {
  it("is the schema of the code: after a change of it run npm run validate -- --write-schema", async () => {
    expect(await published()).toBe(schemaText());
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
