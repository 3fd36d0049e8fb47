import { fibServer } from "../../catalogue/fib-server.js";
import type { SampleBody } from "../../measure/run-job.js";
import { fibAnswer, fibInputOf } from "../../workloads/fib.js";
import { digestOf } from "../digest.js";
import { type ParameterSpec, type RunnableExperiment, resolveParameters } from "../experiment.js";
import { findPrograms, type JobCell, prepareJobs } from "../prepare-jobs.js";
import { type CellShare, shareSample } from "../share-sample.js";

const parameters = {
  largestN: { smoke: 16, quick: 26, full: 35, minimum: 1, maximum: 40, says: "the largest fib to ask for" },
  readingMs: { smoke: 1, quick: 8, full: 20, minimum: 1, maximum: 10_000, says: "spent on each n, in ms" },
} satisfies Record<string, ParameterSpec>;

/** Dense where hops are likely to be met. */
const NS = [1, 5, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 35];
const REQUESTS = 2;

/**
 * D4 `crossover`: two requests for fib(n) at once, computed in place or handed over. In place the second waits for
 * the first, 2 T(n); handed over, both take T(n) and a hop; so the two should cross where T(n) is the hop. One run
 * of a program has all n, each of which is a cell.
 */
export const crossover: RunnableExperiment = {
  document: "fib-server",
  id: "crossover",
  parameters,
  async prepare(settings, preparation) {
    const chosen = resolveParameters(parameters, settings.profile, settings.parameters);
    const { largestN, readingMs } = chosen as Record<keyof typeof parameters, number>;
    const ns = NS.filter((n) => n <= largestN);
    const programs = await findPrograms(fibServer, "crossover", settings, preparation);
    const prepared = prepareJobs(
      {
        document: fibServer,
        id: "crossover",
        timed: true,
        parameters: chosen,
        cells: [runOf(ns, readingMs)],
      },
      programs,
      preparation,
    );
    return {
      ...prepared,
      cells: Object.fromEntries(ns.map((n) => [cellId(n), { parameters: { n, requests: REQUESTS } }])),
      subjects: prepared.subjects.flatMap((subject) => shareSample(subject, ns.map(shareOf))),
    };
  },
};

function runOf(ns: readonly number[], readingMs: number): JobCell {
  return {
    id: "run",
    description: { parameters: {} },
    argument: () => ({ ns, readingMs }),
    timeLimitMs: 120_000,
    expectedDigest: () => digestOf(ns.flatMap((n) => Array(REQUESTS).fill(String(fibAnswer(n))))),
  };
}

function shareOf(n: number): CellShare {
  return { cell: cellId(n), of: (sample) => atN(sample, n) };
}

function atN(sample: SampleBody, n: number): SampleBody {
  const { callMs, hopMs, [cellId(n)]: p50Ms } = sample.counters ?? {};
  if (callMs === undefined || p50Ms === undefined)
    return { status: "error", reason: `the program did not time fib(${n})` };
  const costs = hopMs === undefined ? {} : { hopMs, predicted: fibInputOf(hopMs / callMs) };
  return { ...sample, counters: { p50Ms, callMs, ...costs } };
}

function cellId(n: number): string {
  return `n=${n}`;
}
