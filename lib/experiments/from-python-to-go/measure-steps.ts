import type { VariantId } from "../../catalogue/entry.js";
import { RunError } from "../../errors.js";
import { runJob } from "../../measure/run-job.js";
import type { Preparation } from "../experiment.js";
import type { VariantProgram } from "../prepare-jobs.js";
import { languageOf } from "../programs.js";
import type { PeerLanguage } from "../settings.js";

/** Steps of computing in a millisecond of one core, by language. */
export type StepRates = ReadonlyMap<"typescript" | PeerLanguage, number>;

/** Enough for a few tens of milliseconds. */
const TRIAL_STEPS = { typescript: 30_000_000, go: 30_000_000, python: 300_000, pypy: 30_000_000 } as const;
const TRIALS = 3;
const TIME_LIMIT_MS = 30_000;

/**
 * How fast each language computes here: one task alone on one core, the fastest of three processes, since whatever
 * else runs can only slow them down. With it every program gets tasks that take equally long, and their times tell
 * how they share out the cores, not how fast their language is.
 *
 * @param programs one of each language
 * @throws RunError when a program fails
 */
export async function measureSteps(
  programs: ReadonlyMap<VariantId, VariantProgram>,
  { signal, onStep }: Preparation,
): Promise<StepRates> {
  onStep("measuring how fast each language computes");
  const rates = new Map<"typescript" | PeerLanguage, number>();
  for (const [id, program] of programs) {
    const language = languageOf(id);
    const steps = TRIAL_STEPS[language];
    const argument = { ...program.argument, tasks: 1, steps, waitMs: 0, cores: 1 };
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const { workMs, reason } = await runJob(program.command, argument, {
        timeLimitMs: TIME_LIMIT_MS,
        signal,
      });
      if (workMs === undefined) throw new RunError(`Expected ${id} to compute, it ${reason}`);
      rates.set(language, Math.max(rates.get(language) ?? 0, steps / workMs));
    }
  }
  return rates;
}
