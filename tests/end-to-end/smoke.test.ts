import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { catchEmAll } from "../../lib/catalogue/catch-em-all.js";
import { digestOf } from "../../lib/experiments/digest.js";
import { projectFolder } from "../../lib/paths.js";
import { readResults } from "../../lib/store/read-results.js";
import { runScript } from "../support/script.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const TIME_LIMIT_MS = 300_000;

it(
  "npm start runs the notebook on fetching in the real kernel, with the peers found, up to its report",
  async () => {
    const folder = await temporaryFolder();
    const out = path.join(folder, "out");
    const args = ["--only", "catch-em-all", "--profile", "smoke", "--out", out, "--machine", "test-machine"];
    const end = await runScript("start", args, { INTERLEAVE_STATE: path.join(folder, "state") });
    expect(end.stderr).toBe("");
    expect(end.stdout).toContain("02-catch-em-all ended well");
    expect(end.code).toBe(0);

    const results = await readResults(path.join(out, "results"));
    expect(results.map(({ machine, document }) => `${machine.id}/${document}`)).toEqual([
      "test-machine/catch-em-all",
    ]);
    const { fetch } = results[0]!.experiments;
    const answers = await firstNames(Number(fetch!.parameters.documents));
    for (const [id, { language, asPublished, samples }] of Object.entries(fetch!.variants)) {
      const [sample] = samples;
      if (sample?.status === "ok") {
        expect.soft(sample.digest, id).toBe(digestOf(answers));
        expect.soft(sample.workMs, id).toBeGreaterThan(0);
      } else if (sample?.status === "skipped") {
        expect.soft(language, id).not.toBe("typescript");
        expect.soft(sample.reason, id).not.toBe("");
      } else {
        // The essay's own programs give up after 2 s, as they would on any machine that is busy enough.
        expect
          .soft({ id, asPublished, sample })
          .toMatchObject({ asPublished: true, sample: { status: "error" } });
      }
    }
    const traced = catchEmAll.experiments.find(({ id }) => id === "fetch")!.waterfall!;
    for (const id of traced.filter((each) => each.startsWith("ts/")))
      expect.soft(fetch!.variants[id]?.trace, id).toHaveLength(answers.length);

    const page = await readFile(path.join(out, "reports", "index.html"), "utf8");
    expect(page).toContain("test-machine");
    expect(await readFile(path.join(out, "reports", "report.md"), "utf8")).toContain(catchEmAll.title);
    const notebook = JSON.parse(await readFile(path.join(out, "notebooks", "02-catch-em-all.ipynb"), "utf8"));
    const codeCells = notebook.cells.filter((cell: { cell_type: string }) => cell.cell_type === "code");
    expect(codeCells.every((cell: { execution_count: unknown }) => cell.execution_count !== null)).toBe(true);
  },
  TIME_LIMIT_MS,
);

/** What the programs should answer, from the table that the origin's documents are made of. */
async function firstNames(count: number): Promise<string[]> {
  const table = await readFile(
    path.join(projectFolder, "lib", "servers", "origin", "pokemon-898.csv"),
    "utf8",
  );
  const rows = table.split("\n").slice(1, count + 1);
  return rows.map((row) => row.split(",")[1]!);
}
