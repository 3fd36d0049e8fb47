import path from "node:path";
import { shown, UsageError } from "@interleave/lib/dist/errors.js";
import {
  type BenchOutcome,
  type BenchRow,
  runBench,
} from "@interleave/lib/dist/experiments/bench/run-bench.js";
import { type BenchWork, benchWorks } from "@interleave/lib/dist/experiments/bench/works.js";
import { parsePeers } from "@interleave/lib/dist/experiments/settings.js";
import { writeFileAtomically } from "@interleave/lib/dist/store/write-file.js";
import { formatFigure } from "@interleave/lib/dist/units.js";
import { Command } from "commander";
import { expectWritable } from "./expect-writable.js";
import { LiveLine } from "./live-line.js";
import { exitCodes, runCommand } from "./run-command.js";

const command = new Command("npm run bench --")
  .description(
    "Measures the library beside Go, asyncio and the libraries of npm, and says which floors of speed it reaches. Prints, and never fails for being slow.",
  )
  .option("--only <works>", `some of ${benchWorks.map(({ id }) => id).join(", ")}, separated by commas`)
  .option("--rounds <count>", "how often each subject runs, 6 or more for intervals", "6")
  .option("--peers <languages>", "languages to run beside TypeScript: all, none, or a list: go,python", "all")
  .option("--seed <number>", "draws the order of the rounds", "1")
  .option("--shrink <factor>", "do only a part of each work, for a trial in which no floor counts")
  .option("--json <file>", "write the rows there");

await runCommand(command, async (parsed, signal) => {
  const options = parsed.opts<Record<string, string | undefined>>();
  const works = chosenWorks(options.only);
  const settings = {
    peers: parsePeers(options.peers!),
    roundCount: integerOf("--rounds", options.rounds!),
    seed: integerOf("--seed", options.seed!),
    ...(options.shrink !== undefined && { shrink: integerOf("--shrink", options.shrink) }),
  };
  const file = options.json === undefined ? undefined : path.resolve(options.json);
  if (file !== undefined) await expectWritable(path.dirname(file));
  const line = new LiveLine();
  const outcomes: BenchOutcome[] = [];
  for (const [index, work] of works.entries()) {
    const onStep = (step: string) => line.print(step);
    const onEvent = (
      _: BenchWork,
      { finishedCount, sampleCount }: { finishedCount: number; sampleCount: number },
    ) =>
      line.update(`[${index + 1}/${works.length}] ${work.title}: ${finishedCount} of ${sampleCount} samples`);
    const outcome = await runBench(work, { ...settings, signal, onStep, onEvent });
    outcomes.push(outcome);
    line.print(textOf(outcome));
  }
  line.clear();
  const rows = outcomes.flatMap((outcome) => outcome.rows);
  if (file !== undefined) await writeFileAtomically(file, `${JSON.stringify(rows, null, 2)}\n`);
  const judged = rows.filter(({ met }) => met !== null);
  const metCount = judged.filter(({ met }) => met).length;
  console.log(
    judged.length === 0 ? "no floor was judged" : `${metCount} of ${judged.length} floors are reached`,
  );
  return exitCodes.ok;
});

function chosenWorks(only: string | undefined): readonly BenchWork[] {
  if (only === undefined) return benchWorks;
  return only.split(",").map((name) => {
    const work = benchWorks.find(({ id }) => id === name.trim());
    if (work !== undefined) return work;
    const known = benchWorks.map(({ id }) => id).join(", ");
    throw new UsageError(`Expected \`--only\` to name some of ${known}, got ${shown(name)}.`);
  });
}

function integerOf(option: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new UsageError(`Expected \`${option}\` to be an integer from 1 up, got ${shown(text)}.`);
}

function textOf({ work, times, rows }: BenchOutcome): string {
  const width = Math.max(...times.map(({ subject }) => subject.title.length));
  const subjectLines = times.map(({ subject, medianMs, reason }) => {
    const measured = medianMs === null ? `not measured: ${reason}` : formatFigure(medianMs, "ms");
    return `  ${subject.title.padEnd(width)}  ${measured}${subject.scaledDown ? " (of a hundredth of the work)" : ""}`;
  });
  return ["", work.title, ...subjectLines, ...rows.map((row) => `  ${sentenceOf(work, row)}`)].join("\n");
}

function sentenceOf({ subjects }: BenchWork, row: BenchRow): string {
  const title = (id: string) => subjects.find((subject) => subject.id === id)!.title;
  const both = `${title(row.subject)} against ${title(row.baseline)}`;
  if (row.ratio === null) return `${both}: not measured`;
  const interval = row.low === null ? "" : ` (${row.low.toFixed(2)} to ${row.high!.toFixed(2)})`;
  const goal = row.goal === null ? "" : `, goal ${row.goal.toFixed(2)}`;
  const floor = row.floor === null ? "" : `; floor ${row.floor.toFixed(2)}${goal}${judgement(row)}`;
  return `${both}: ${row.ratio.toFixed(2)} x as fast${interval}${floor}`;
}

function judgement({ met, ratio, goal }: BenchRow): string {
  if (met === null) return "";
  if (!met) return ": MISSED";
  return goal !== null && ratio! >= goal ? ": goal reached" : ": reached";
}
