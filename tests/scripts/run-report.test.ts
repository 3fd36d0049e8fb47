import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { documents } from "../../lib/catalogue/index.js";
import type { MeasuredDocument } from "../../lib/experiments/run-documents.js";
import { projectFolder } from "../../lib/paths.js";
import { publishDocument } from "../../scripts/run-report.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const document = documents[0]!;
const file = path.join(projectFolder, "notebooks", `${document.notebook}.ipynb`);
const run = { file, outputFile: file, ms: 1, cells: [] };
const written = { kind: "written", file: "new.json" } as const;
const setAside = {
  kind: "set-aside",
  file: "new.json",
  kept: "better.json",
  keptProfile: "full",
  lacks: [],
} as const;

it.each<[string, MeasuredDocument["outcome"], boolean]>([
  ["is written beside the report that shows its results", written, true],
  ["stays as it is where better results stay", setAside, false],
])("the page of a notebook %s", async (_, outcome, hasPage) => {
  const folder = await temporaryFolder();
  const reportsFolder = path.join(folder, "reports");
  const resultsFolder = path.join(folder, "results");
  await mkdir(resultsFolder);
  await publishDocument(
    { document, run, outcome },
    { resultsFolder, reportsFolder, notebooksFolder: folder },
  );
  const page = path.join(reportsFolder, "notebooks", `${document.notebook}.html`);
  expect(existsSync(page)).toBe(hasPage);
  expect(existsSync(path.join(reportsFolder, "index.html"))).toBe(true);
});
