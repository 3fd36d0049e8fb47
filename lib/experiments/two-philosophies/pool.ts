import { isCopy } from "../../catalogue/copy-of.js";
import { twoPhilosophies } from "../../catalogue/two-philosophies.js";
import type { SampleBody } from "../../measure/run-job.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { predictFromParameters } from "../predict-jobs.js";
import { findPrograms, type JobCell, prepareJobs } from "../prepare-jobs.js";

const parameters = {
  jobs: { smoke: 5, quick: 5, full: 5, minimum: 2, maximum: 100, says: "how many" },
  workers: { smoke: 3, quick: 3, full: 3, minimum: 1, maximum: 100, says: "jobs under way at most" },
  jobMs: {
    smoke: 20,
    quick: 100,
    full: 1000,
    minimum: 1,
    maximum: 10_000,
    says: "how long a job takes in ms",
  },
} satisfies Record<string, ParameterSpec>;

type Chosen = Record<keyof typeof parameters, number>;

/** Variants that exist for what they do when a job throws; their time is that of the programs as published. */
const ONLY_THROWING = ["python/queue-checked", "go/channels-checked"];

/** The cell with a job that throws counts and does not time, so its jobs may be short; starting threads is not. */
const THROWING_JOB_SHARE = 0.2;
const LEAST_HUNG_AFTER_MS = 500;
/** A pool that has not ended after so many times its ideal hangs. */
const HUNG_AFTER = 5;

/** D3 `pool`: the worker pool, and the same pool with a job that throws. */
export const pool: RunnableExperiment = {
  document: "two-philosophies",
  id: "pool",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters) as Chosen;
    const cells = [headlineOf(chosen), throwingOf(chosen)];
    const programs = await findPrograms(twoPhilosophies, "pool", settings, preparation);
    const predictions = predictFromParameters(
      "As many rounds as it takes the workers to do all jobs, each as long as a job; handing a job over costs nothing.",
      cells.slice(0, 1),
      programs,
      () => ({ ms: idealMs(chosen), because: `${roundsOf(chosen)} rounds of a job` }),
    );
    return prepareJobs(
      {
        document: twoPhilosophies,
        id: "pool",
        timed: true,
        budgetMs: 15_000,
        parameters: chosen,
        cells,
        predictions,
      },
      programs,
      preparation,
    );
  },
};

function headlineOf(chosen: Chosen): JobCell {
  const { jobs, workers, jobMs } = chosen;
  const answers = Array.from({ length: jobs }, (_, index) => String((index + 1) * 2));
  return {
    id: `jobMs=${jobMs}`,
    description: {
      parameters: { ...chosen },
      ideal: {
        ms: idealMs(chosen),
        because: `${roundsOf(chosen)} rounds of ${workers} jobs at most, ${jobMs} ms each`,
      },
    },
    runs: (variant) => !ONLY_THROWING.includes(variant),
    argument: () => ({ ...chosen }),
    timeLimitMs: 30_000 + HUNG_AFTER * idealMs(chosen),
    expectedDigest: () => digestOf(answers),
  };
}

function throwingOf(chosen: Chosen): JobCell {
  const short = { ...chosen, jobMs: Math.ceil(chosen.jobMs * THROWING_JOB_SHARE) };
  const limitMs = Math.max(LEAST_HUNG_AFTER_MS, HUNG_AFTER * idealMs(short));
  return {
    id: "throwing",
    description: { parameters: { ...short, throwing: true, limitMs } },
    runs: (variant) => !isCopy(variant),
    argument: () => ({ ...short, throwing: true, limitMs }),
    timeLimitMs: 30_000 + limitMs,
    timed: false,
    around: async (run) => deathCounted(await run()),
  };
}

const roundsOf = ({ jobs, workers }: Chosen) => Math.ceil(jobs / workers);
const idealMs = (chosen: Chosen) => roundsOf(chosen) * chosen.jobMs;

/** A program that the planted failure ended has given its answer: it died. Any other end remains an error. */
export function deathCounted(sample: SampleBody): SampleBody {
  const planted = sample.status === "error" && /panic: job \d+ failed/.test(sample.stderrTail ?? "");
  if (!planted) return sample;
  return { ...sample, status: "ok", counters: { results: 0, hung: 0, died: 1, reported: 0 } };
}
