import path from "node:path";
import { type PlannedExperiment, planRun } from "@interleave/lib/dist/experiments/plan-run.js";
import { describeMachine } from "@interleave/lib/dist/measure/environment.js";
import { projectFolder } from "@interleave/lib/dist/paths.js";
import { readResults } from "@interleave/lib/dist/store/read-results.js";
import { formatFigure } from "@interleave/lib/dist/units.js";
import { Command } from "commander";
import { duration } from "./duration.js";
import { LiveLine } from "./live-line.js";
import { exitCodes, runCommand } from "./run-command.js";
import { addRunOptions, chosenRun, type RunOptions } from "./run-options.js";

interface Options extends RunOptions {
  readonly json: boolean;
}

const command = addRunOptions(
  new Command("npm run plan --").description(
    "Shows what npm start would measure with the same options: every sample by round in the order of the seed, and how long it may take by the published results. Prepares programs and servers to find out, calibrations included, and takes no sample.",
  ),
).option("--json", "print the plan as JSON", false);

await runCommand(command, async (parsed, signal) => {
  const options = parsed.opts<Options>();
  const { documents, ...run } = chosenRun(options);
  const settings = { ...run, parameters: {} };
  const here = describeMachine().id;
  const results = await readResults(path.join(projectFolder, "results"));
  const earlier = [...results].sort((a, b) => Number(b.machine.id === here) - Number(a.machine.id === here));
  const progress = new LiveLine(process.stderr);
  const plans = await planRun(documents, settings, earlier, {
    signal,
    onStep: (sentence) => progress.update(sentence),
  }).finally(() => progress.clear());
  if (options.json) console.log(JSON.stringify({ ...settings, experiments: plans }, null, 2));
  else for (const text of [...plans.map(planText), total(plans)]) console.log(text);
  return exitCodes.ok;
});

function planText(plan: PlannedExperiment): string {
  const { document, experiment, rounds, missing } = plan;
  const count = rounds.flat().length;
  return [
    `${document}/${experiment}: ${count} samples in ${rounds.length} ${rounds.length === 1 ? "round" : "rounds"}, ${timeText(plan)}`,
    ...rounds.flatMap((round, index) => [
      `  round ${index + 1}`,
      ...round.map(({ variant, cell }) => `    ${variant}${cell === undefined ? "" : ` at ${cell}`}`),
    ]),
    ...Object.entries(missing).map(([variant, reason]) => `  without ${variant}: ${reason}`),
    "",
  ].join("\n");
}

function timeText({ preparationMs, samplesMs, measuredAt }: PlannedExperiment): string {
  const ready = `${formatFigure(preparationMs, "ms")} to get ready`;
  if (samplesMs === null) return `${ready}, the samples unknown: no results yet`;
  const otherwise = measuredAt.length === 0 ? "" : `, by results at ${measuredAt.join(", ")}`;
  return `about ${formatFigure(preparationMs + samplesMs, "ms")}${otherwise}`;
}

function total(plans: readonly PlannedExperiment[]): string {
  const count = plans.reduce((sum, { rounds }) => sum + rounds.flat().length, 0);
  const ms = plans.reduce((sum, { preparationMs, samplesMs }) => sum + preparationMs + (samplesMs ?? 0), 0);
  const unknown = plans.filter(({ samplesMs }) => samplesMs === null).length;
  const more = unknown === 0 ? "" : `, and ${unknown} experiments that no results tell of`;
  const otherwise = plans.some(({ measuredAt }) => measuredAt.length > 0)
    ? "; where the results are of work of another size, expect another time"
    : "";
  return `In all ${count} samples in ${plans.length} experiments, about ${duration(ms)}${more}${otherwise}`;
}
