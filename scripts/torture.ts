import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { shown, UsageError } from "@interleave/lib/dist/errors.js";
import { parseProfile } from "@interleave/lib/dist/experiments/settings.js";
import { type Attempt, torture } from "@interleave/lib/dist/experiments/torture.js";
import { seededRandom } from "@interleave/lib/dist/stats/random.js";
import { Command } from "commander";
import { exitCodes, runCommand } from "./run-command.js";

const command = new Command("npm run torture --")
  .description(
    "Ends a small run of catch-em-all/why with SIGKILL at random moments and resumes it: no finished sample may be lost, no process left, and every planned sample there in the end. Needs Linux, to see orphans.",
  )
  .option("--kills <number>", "how often", "50")
  .option("--profile <profile>", "quick: 6 rounds; smoke: one, for a first look", "quick")
  .option("--seed <number>", "seeds the moments", "7");

await runCommand(command, async (parsed, signal) => {
  const options = parsed.opts<{ kills: string; profile: string; seed: string }>();
  const [killCount, seed] = [count("--kills", options.kills), count("--seed", options.seed)];
  const stateFolder = await mkdtemp(path.join(tmpdir(), "interleave-torture-"));
  try {
    const attempts = await torture({
      request: {
        document: "catch-em-all",
        experiment: "why",
        settings: { profile: parseProfile(options.profile), seed, peers: [], parameters: { documents: 2 } },
      },
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
  { killedAfterMs, reportedCount, journalCount, orphans, faults }: Attempt,
  kills: number,
): string {
  const how =
    killedAfterMs === null
      ? "        came to its end  "
      : `kill ${String(kills).padStart(3)} after ${(killedAfterMs / 1000).toFixed(2).padStart(6)} s`;
  const verdict = faults.length === 0 ? "ok" : `FAULT: ${faults.join("; ")}`;
  return `${how}  reported ${reportedCount}, journal ${journalCount}, orphans ${orphans.length}  ${verdict}`;
}

function count(option: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new UsageError(`Expected ${option} to be an integer from 0 to 999999, got ${shown(text)}.`);
}
