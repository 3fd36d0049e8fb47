import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { shown, UsageError } from "@interleave/lib/dist/errors.js";
import { parseProfile } from "@interleave/lib/dist/experiments/settings.js";
import { type Attempt, torture } from "@interleave/lib/dist/experiments/torture.js";
import { seededRandom } from "@interleave/lib/dist/stats/random.js";
import { Command } from "commander";
import { exitCodes, runCommand } from "./run-command.js";

const victims = ["runner", "program"] as const;
/** What is tortured: for a runner a run of many short samples, for programs one whose servers have workers. */
const runs = {
  runner: { document: "catch-em-all", experiment: "why", parameters: { documents: 2 } },
  program: { document: "from-python-to-go", experiment: "spread", parameters: {} },
} as const;

const command = new Command("npm run torture --")
  .description(
    "Kills at random moments. By default the runner of a small run of catch-em-all/why, which is resumed after: no finished sample may be lost, no process left, and every planned sample there in the end. Or programs, servers and workers of a run of from-python-to-go/spread, which must come to its end all the same. Needs Linux, to see orphans.",
  )
  .option("--kills <number>", "how often", "50")
  .option("--victim <victim>", "runner, or program for whatever the runner has started", "runner")
  .option("--profile <profile>", "quick: 6 rounds; smoke: one, for a first look", "quick")
  .option("--seed <number>", "seeds the moments", "7");

await runCommand(command, async (parsed, signal) => {
  const options = parsed.opts<{ kills: string; victim: string; profile: string; seed: string }>();
  const [killCount, seed] = [count("--kills", options.kills), count("--seed", options.seed)];
  const victim = victims.find((name) => name === options.victim);
  if (!victim) {
    throw new UsageError(
      `Expected --victim to be one of ${victims.join(", ")}, got ${shown(options.victim)}. Try --victim program.`,
    );
  }
  const { document, experiment, parameters } = runs[victim];
  const stateFolder = await mkdtemp(path.join(tmpdir(), "interleave-torture-"));
  try {
    const attempts = await torture({
      request: {
        document,
        experiment,
        settings: { profile: parseProfile(options.profile), seed, peers: [], parameters },
      },
      victim,
      stateFolder,
      killCount,
      random: seededRandom(seed),
      signal,
      onAttempt: (attempt, kills) => console.log(line(attempt, kills)),
    });
    const faulty = attempts.filter(({ faults }) => faults.length > 0).length;
    const ended = attempts.filter(({ killedAfterMs }) => killedAfterMs === null).length;
    console.log(`killed ${killCount} times, came to its end ${ended} times, ${faulty} attempts with a fault`);
    return faulty === 0 ? exitCodes.ok : exitCodes.failed;
  } finally {
    await rm(stateFolder, { recursive: true, force: true });
  }
});

function line(
  { killedAfterMs, struck, reportedCount, journalCount, orphans, faults }: Attempt,
  kills: number,
): string {
  const verdict = faults.length === 0 ? "ok" : `FAULT: ${faults.join("; ")}`;
  return `${howItEnded(killedAfterMs, struck, kills).padEnd(50)} reported ${reportedCount}, journal ${journalCount}, orphans ${orphans.length}  ${verdict}`;
}

function howItEnded(killedAfterMs: number | null, struck: string | null, kills: number): string {
  const kill = `kill ${String(kills).padStart(3)}`;
  if (killedAfterMs !== null) return `${kill} after ${(killedAfterMs / 1000).toFixed(2).padStart(6)} s`;
  return struck === null ? "         came to its end" : `${kill} of ${programIn(struck)}, came to its end`;
}

/** `worker-program.js` of a command line, or the command itself. */
function programIn(commandLine: string): string {
  return /([\w-]+\.(?:js|py))(?: |$)/.exec(commandLine)?.[1] ?? path.basename(commandLine.split(" ")[0]!);
}

function count(option: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new UsageError(`Expected ${option} to be an integer from 0 to 999999, got ${shown(text)}.`);
}
