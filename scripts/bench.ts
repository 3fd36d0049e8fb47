import path from "node:path";
import type { BenchWork } from "@interleave/lib/dist/catalogue/bench/bench-work.js";
import { benchWorks } from "@interleave/lib/dist/catalogue/bench/works.js";
import { shown, UsageError } from "@interleave/lib/dist/errors.js";
import { runBench } from "@interleave/lib/dist/experiments/bench/run-bench.js";
import { parsePeers } from "@interleave/lib/dist/experiments/settings.js";
import { describeMachine, describeProvenance } from "@interleave/lib/dist/measure/environment.js";
import { projectFolder } from "@interleave/lib/dist/paths.js";
import { peerVersions } from "@interleave/lib/dist/peers/peer.js";
import { type BenchRow, benchRows } from "@interleave/lib/dist/render/bench/bench-rows.js";
import type { BenchFile, BenchSamples } from "@interleave/lib/dist/store/bench-file.js";
import { SCHEMA_VERSION } from "@interleave/lib/dist/store/result.js";
import { writeBenchFile } from "@interleave/lib/dist/store/write-bench.js";
import { writeFileAtomically } from "@interleave/lib/dist/store/write-file.js";
import { Command } from "commander";
import { leftOut } from "./bench-parts.js";
import { BenchProgress } from "./bench-progress.js";
import { benchText, floorsText } from "./bench-text.js";
import { expectWritable } from "./expect-writable.js";
import { exitCodes, runCommand } from "./run-command.js";
import { shortestPath } from "./shortest-path.js";

const command = new Command("npm run bench --")
  .description(
    "Measures the library and its programs beside Go, Python and the libraries of npm, and says which floors of speed and memory they reach. Prints, and never fails for being slow. A run of everything takes about 15 minutes and writes <machine>/bench.json for the report, keeping the file before it in the project's .interleave/replaced/; a part of it (by --only, --peers, --shrink, or fewer than 6 --rounds) only prints.",
  )
  .option("--only <works>", `some of ${benchWorks.map(({ id }) => id).join(", ")}, separated by commas`)
  .option("--rounds <count>", "how often each subject runs, 6 or more for intervals", "6")
  .option("--peers <languages>", "languages to run beside TypeScript: all, none, or a list: go,python", "all")
  .option("--seed <number>", "draws the order of the rounds", "1")
  .option("--shrink <factor>", "do only a part of each work, for a trial in which no floor counts")
  .option("--machine <name>", "name this machine in the results (default: after its hardware)")
  .option("--out <folder>", "write <machine>/bench.json there", "results")
  .option("--json <file>", "also write the rows there");

await runCommand(command, async (parsed, signal) => {
  const options = parsed.opts<Record<string, string | undefined>>();
  const works = chosenWorks(options.only);
  const shrink = options.shrink === undefined ? undefined : integerOf("--shrink", options.shrink);
  const settings = {
    peers: parsePeers(options.peers!),
    roundCount: integerOf("--rounds", options.rounds!),
    seed: integerOf("--seed", options.seed!),
    ...(shrink !== undefined && { shrink }),
  };
  const partial = leftOut({ workCount: new Set(works).size, ...settings });
  const machine = describeMachine(options.machine);
  const folder = path.resolve(projectFolder, options.out!);
  const rowsFile = options.json === undefined ? undefined : path.resolve(options.json);
  if (rowsFile !== undefined) await expectWritable(path.dirname(rowsFile));
  if (partial.length === 0) await expectWritable(folder);
  const startedAt = new Date();
  const measured: Record<string, BenchSamples> = {};
  const rows: BenchRow[] = [];
  const progress = new BenchProgress(works.length);
  for (const work of works) {
    progress.begin(work);
    const samples = await runBench(work, {
      ...settings,
      signal,
      onStep: (step) => progress.step(step),
      onEvent: (_, event) => progress.tell(event),
    });
    const ofWork = benchRows(work, samples);
    measured[work.id] = samples;
    // A part of the work, or a start that is not yet warm, says nothing about a floor.
    rows.push(...(shrink === undefined ? ofWork : ofWork.map((row) => ({ ...row, met: null }))));
    progress.line.print(benchText(work, samples, rows.slice(-ofWork.length)));
  }
  progress.line.clear();
  if (rowsFile !== undefined)
    await writeFileAtomically(rowsFile, `${JSON.stringify(rows, null, 2)}\n`, signal);
  console.log(floorsText(rows));
  if (partial.length > 0) {
    console.log(`no bench.json written: ${partial.join("; ")}`);
    return exitCodes.ok;
  }
  const { seed, roundCount } = settings;
  const provenance = await describeProvenance(startedAt, await peerVersions(settings.peers));
  const result: BenchFile = {
    schemaVersion: SCHEMA_VERSION,
    kind: "bench",
    seed,
    roundCount,
    machine,
    provenance,
    works: measured,
  };
  signal.throwIfAborted();
  const placed = await writeBenchFile(folder, result);
  console.log(`written to ${shortestPath(placed.file)}; \`npm run report\` shows it`);
  if (placed.kind === "replaced") console.log(`the one before is kept as ${shortestPath(placed.previous)}`);
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
