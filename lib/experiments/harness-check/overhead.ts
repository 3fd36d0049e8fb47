import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Language } from "../../catalogue/entry.js";
import { monotonicClock } from "../../clock.js";
import { runJob } from "../../measure/run-job.js";
import { programEnvironment } from "../../program-environment.js";
import { median } from "../../stats/quantile.js";
import type { Preparation } from "../experiment.js";
import { findPeer, typescriptProgram } from "../programs.js";
import type { ReadyProgram } from "../sample-server.js";
import type { Settings } from "../settings.js";

/** What the harness adds to a sample: medians over pairs of runs of a program with next to nothing to do. */
export interface Overhead {
  readonly language: Language;
  /** From asking the harness for a sample to having it. */
  readonly sampleMs: number;
  /** From starting the same program barely to its end. */
  readonly bareMs: number;
  /** The median of the differences within pairs. */
  readonly overheadMs: number;
  readonly pairCount: number;
}

const TIME_LIMIT_MS = 30_000;

/** The least that a program of each language can be asked for; languages that are missing are left out. */
export async function idlePrograms(
  { peers }: Settings,
  preparation: Preparation,
): Promise<ReadonlyMap<Language, ReadyProgram>> {
  const programs = new Map<Language, ReadyProgram>([
    [
      "typescript",
      { command: typescriptProgram, argument: { program: "catch-em-all/capture", variant: "let", tasks: 1 } },
    ],
  ]);
  const sources = { go: "capture-copied", python: "start_await" } as const;
  for (const [language, name] of Object.entries(sources) as [keyof typeof sources, string][]) {
    const command = await findPeer({ language, name }, peers, preparation);
    if (!("missing" in command)) programs.set(language, { command, argument: { tasks: 1, trials: 1 } });
  }
  return programs;
}

/** Runs a program `pairCount` times through the harness and as often barely, in turn, the first pair not counted. */
export async function measureOverhead(
  language: Language,
  { command, argument }: ReadyProgram,
  pairCount: number,
  signal: AbortSignal,
): Promise<Overhead> {
  const pairs: { sampleMs: number; bareMs: number }[] = [];
  for (let pair = 0; pair <= pairCount; pair++) {
    signal.throwIfAborted();
    const sampleMs = await timed(() => runJob(command, argument, { timeLimitMs: TIME_LIMIT_MS, signal }));
    const bareMs = await timed(() => runBare({ command, argument }));
    if (pair > 0) pairs.push({ sampleMs, bareMs });
  }
  return {
    language,
    sampleMs: median(pairs.map((pair) => pair.sampleMs)),
    bareMs: median(pairs.map((pair) => pair.bareMs)),
    overheadMs: median(pairs.map((pair) => pair.sampleMs - pair.bareMs)),
    pairCount,
  };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startMs = monotonicClock.now();
  await run();
  return monotonicClock.now() - startMs;
}

/** It ends by itself within its own work; its standard input is open, as the contract asks. */
async function runBare({ command, argument }: ReadyProgram): Promise<void> {
  const child = spawn(command.file, [...command.args, JSON.stringify(argument)], {
    stdio: ["pipe", "ignore", "ignore"],
    env: programEnvironment(command.env),
    timeout: TIME_LIMIT_MS,
  });
  await once(child, "exit");
}
