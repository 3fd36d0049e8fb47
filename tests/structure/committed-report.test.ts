import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { projectFolder } from "../../lib/paths.js";
import { machinesOf, notebookPagesIn, type RenderedReport, renderReport } from "../../lib/render/report.js";
import { readBenches } from "../../lib/store/read-bench.js";
import { readResults } from "../../lib/store/read-results.js";

const resultsFolder = path.join(projectFolder, "results");
const reports = path.join(projectFolder, "reports");
const published = path.join(reports, "index.html");

describe("the committed report", () => {
  let rendered: RenderedReport;

  beforeAll(async () => {
    const machines = machinesOf(readFileSync(published, "utf8"));
    const results = await readResults(resultsFolder);
    const shown = results.filter(({ machine }) => machines.includes(machine.id));
    rendered = renderReport(shown, {
      order: machines,
      benches: await readBenches(resultsFolder),
      notebookPages: await notebookPagesIn(reports),
    });
  });

  it("equals, byte for byte, what the committed results render to", () => {
    for (const [name, content] of rendered) {
      const file = path.join(reports, name);
      expect(existsSync(file), `${name} is missing: npm run report`).toBe(true);
      expect(readFileSync(file, "utf8") === content, `${name} is stale: npm run report`).toBe(true);
    }
  });

  it("has no figure that the results do not render to", () => {
    const figures = readdirSync(path.join(reports, "figures")).map((name) => `figures/${name}`);
    expect(figures.filter((name) => !rendered.has(name))).toEqual([]);
  });

  it("is light enough to be sent by mail and opened on a phone: 2.5 MB", () => {
    expect(statSync(published).size).toBeLessThanOrEqual(2_500_000);
  });
});
