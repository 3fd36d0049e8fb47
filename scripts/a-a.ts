import path from "node:path";
import { shown, UsageError } from "@interleave/lib/dist/errors.js";
import { type AaTrial, aaPrograms, runAaTrial } from "@interleave/lib/dist/experiments/a-a/a-a-trials.js";
import { isFalse } from "@interleave/lib/dist/experiments/a-a/judge-copies.js";
import { parsePeers } from "@interleave/lib/dist/experiments/settings.js";
import { stateFolder } from "@interleave/lib/dist/paths.js";
import { writeFileAtomically } from "@interleave/lib/dist/store/write-file.js";
import { formatFigure } from "@interleave/lib/dist/units.js";
import { Command } from "commander";
import { LiveLine } from "./live-line.js";
import { exitCodes, runCommand } from "./run-command.js";
import { shortestPath } from "./shortest-path.js";

/** Of ten programs compared with themselves, so many may come out different before the harness is at fault. */
const FALSE_LIMIT = 2;

const command = new Command("npm run a-a --")
  .description(
    `Compares ten real programs with themselves, each under four names in random rounds, and lists the verdicts: all but "not distinguishable" are false. Takes some minutes; exits with 1 when more than ${FALSE_LIMIT} are false.`,
  )
  .option("--rounds <number>", "rounds of each program, from 6 up", "6")
  .option("--seed <number>", "seeds the order within each round", "7")
  .option("--peers <list>", "all, none, or some of go,python,pypy", "all");

await runCommand(command, async (parsed, signal) => {
  const options = parsed.opts<{ rounds: string; seed: string; peers: string }>();
  const roundCount = count("--rounds", options.rounds, 6, 100);
  const seed = count("--seed", options.seed, 0, 999_999);
  const peers = parsePeers(options.peers);
  const line = new LiveLine();
  const trials: AaTrial[] = [];
  for (const program of aaPrograms) {
    const name = `${program.document}/${program.experiment} ${program.variant}`;
    const onStep = (sentence: string) => line.update(`${name}: ${sentence}`);
    const onSample = (finished: number, all: number) => line.update(`${name}: ${finished} of ${all} samples`);
    const trial = await runAaTrial(program, { roundCount, seed, peers, signal, onStep, onSample });
    trials.push(trial);
    line.print(`${name.padEnd(48)} ${outcomeText(trial)}`);
  }
  line.clear();
  const file = path.join(stateFolder(), "a-a.json");
  await writeFileAtomically(file, `${JSON.stringify({ roundCount, seed, trials })}\n`);
  const judged = trials.flatMap(({ outcome }) => ("missing" in outcome ? [] : [outcome]));
  const falseCount = judged.filter(isFalse).length;
  console.log(
    `${falseCount} of ${judged.length} false, at most ${FALSE_LIMIT} may be; samples in ${shortestPath(file)}`,
  );
  return falseCount <= FALSE_LIMIT ? exitCodes.ok : exitCodes.failed;
});

function outcomeText({ outcome }: AaTrial): string {
  if ("missing" in outcome) return `not run: ${outcome.missing}`;
  const { ratio, noiseFactor, verdict, because } = outcome;
  if (ratio === undefined) return `${verdict}: ${because}`;
  const [low, middle, high] = [ratio.low, ratio.middle, ratio.high].map((value) =>
    formatFigure(value, "ratio"),
  );
  const figures = `${middle} (${low} to ${high}), floor ${formatFigure(noiseFactor, "ratio")}`;
  return isFalse(outcome) ? `FALSE: ${verdict}, ${figures}` : `${verdict}, ${figures}`;
}

function count(option: string, text: string, minimum: number, maximum: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  throw new UsageError(
    `Expected ${option} to be an integer from ${minimum} to ${maximum}, got ${shown(text)}.`,
  );
}
