import path from "node:path";
import { shown, UsageError } from "@interleave/lib/dist/errors.js";
import { projectFolder } from "@interleave/lib/dist/paths.js";
import { notebookPagesIn, renderReport, writeReport } from "@interleave/lib/dist/render/report.js";
import { readBenches } from "@interleave/lib/dist/store/read-bench.js";
import { readResults } from "@interleave/lib/dist/store/read-results.js";
import type { ResultFile } from "@interleave/lib/dist/store/result.js";
import { Command } from "commander";
import { expectWritable } from "./expect-writable.js";
import { exitCodes, runCommand } from "./run-command.js";
import { shortestPath } from "./shortest-path.js";

const command = new Command("npm run report --")
  .description(
    "Renders the report from results alone: measures nothing, and gives the same bytes for the same results.",
  )
  .option(
    "--machines <ids>",
    "only these, separated by commas, the first one in full (default: all in the results)",
  )
  .option("--results <folder>", "read the results there (default: the project's results/)")
  .option("--out <folder>", "write the report there (default: the project's reports/)");

await runCommand(command, async (parsed, signal) => {
  const options = parsed.opts<{ machines?: string; results?: string; out?: string }>();
  const out = path.resolve(options.out ?? path.join(projectFolder, "reports"));
  const resultsFolder = options.results ?? path.join(projectFolder, "results");
  const results = await readResults(resultsFolder);
  const benches = await readBenches(resultsFolder);
  const order = options.machines?.split(",").map((id) => id.trim());
  const wanted = order === undefined ? results : chosen(results, order);
  await expectWritable(out);
  const notebookPages = await notebookPagesIn(out);
  await writeReport(out, renderReport(wanted, { order: order ?? [], notebookPages, benches }), signal);
  console.log(shortestPath(path.join(out, "index.html")));
  return exitCodes.ok;
});

function chosen(results: readonly ResultFile[], wanted: readonly string[]): readonly ResultFile[] {
  const known = new Set(results.map(({ machine }) => machine.id));
  for (const id of wanted) {
    if (known.has(id)) continue;
    const have =
      known.size === 0 ? "there are no results yet" : `the results are of ${[...known].join(", ")}`;
    throw new UsageError(`Expected \`--machines\` to name machines with results, got ${shown(id)}; ${have}.`);
  }
  return results.filter(({ machine }) => wanted.includes(machine.id));
}
