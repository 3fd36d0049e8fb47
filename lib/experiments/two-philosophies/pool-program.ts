import { messageOf } from "../../errors.js";
import type { TaskSpan } from "../../program.js";
import { traced } from "../../strategies/traced.js";
import { type Argument, choiceIn, countIn, flagIn, type JobOutcome } from "../job-program.js";
import { endingOf } from "./ending.js";
import { poolKinds } from "./job-pools.js";
import { failureOf, type PoolJob, performJob } from "./pool-job.js";

/** The job that throws when the argument asks for one that does. */
const THROWING_JOB = 2;

/**
 * D3 `pool`: `jobs` jobs of `jobMs` each by `workers` workers.
 * Argument: `variant`, `jobs`, `workers`, `jobMs`, `trace`; with `throwing` the second job throws, and the counters
 * tell who `hung` past `limitMs` and whether the failure was `reported` by the job's name.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const kind = poolKinds[choiceIn(argument, "variant", poolKinds)];
  const lastsMs = countIn(argument, "jobMs", 1000);
  const throwing = flagIn(argument, "throwing");
  const jobs = Array.from({ length: countIn(argument, "jobs", 5) }, (_, index): PoolJob => {
    const number = index + 1;
    return { number, lastsMs, throws: throwing && number === THROWING_JOB };
  });
  let spans: readonly TaskSpan[] | undefined;
  const pool = {
    jobs,
    workerCount: countIn(argument, "workers", 3),
    work: (job: PoolJob, _index: number, signal: AbortSignal) => performJob(job, signal),
    noting: (work: Parameters<typeof traced<PoolJob, number>>[0]) => {
      if (!flagIn(argument, "trace")) return work;
      const noted = traced(work);
      spans = noted.spans;
      return noted.work;
    },
  };

  const startMs = performance.now();
  const ending = await endingOf(() => kind(pool), countIn(argument, "limitMs", 60_000));
  const workMs = performance.now() - startMs;

  if (!throwing && ending.kind === "failed") throw ending.error;
  const values = ending.kind === "ended" ? ending.value : [];
  const reported = ending.kind === "failed" && messageOf(ending.error).includes(failureOf(THROWING_JOB));
  return {
    workMs,
    answers: values.map(String),
    counters: {
      results: values.length,
      jobTimes: workMs / lastsMs,
      hung: Number(ending.kind === "hung"),
      died: 0,
      reported: Number(reported),
    },
    ...(spans && { trace: spans }),
  };
}
