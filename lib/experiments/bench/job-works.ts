import type { BenchSubject, BenchWork } from "../../catalogue/bench/bench-work.js";
import type { VariantId } from "../../catalogue/entry.js";
import type { Subject } from "../../measure/rounds.js";
import { runJob, type SampleBody } from "../../measure/run-job.js";
import { findPeer, languageOf, type PeerProgram, typescriptProgram } from "../programs.js";
import type { OpenOptions, OpenWork } from "./open-work.js";

/** What every program of a work is told, besides its variant. */
interface JobArgument {
  readonly work: string;
  readonly count: number;
  readonly [name: string]: number | string;
}

const peers: Readonly<Record<VariantId, PeerProgram>> = {
  "go/bench": { language: "go", name: "bench" },
  "python/bench": { language: "python", name: "bench_asyncio" },
};

const TIME_LIMIT_MS = 120_000;

/** Asyncio does a hundredth of the work: the whole would take minutes. */
const SCALED_DOWN: readonly VariantId[] = ["python/bench"];
const SCALE = 100;

/** A work that one program of each language does within its process. */
export function openJobs(argument: JobArgument) {
  return (work: BenchWork) =>
    async (options: OpenOptions): Promise<OpenWork> => ({
      subjects: await Promise.all(work.subjects.map((subject) => jobOf(subject, argument, options))),
    });
}

/**
 * A sample of a part of the work as if it were of the whole. The answer of a part is not that of the whole, so its
 * digest is left out.
 */
export function scaled(sample: SampleBody, scale: number): SampleBody {
  if (scale === 1 || sample.workMs === undefined) return sample;
  const { digest: _, workMs, ...others } = sample;
  return { ...others, workMs: workMs * scale, counters: { ...sample.counters, scaledBy: scale } };
}

async function jobOf({ id }: BenchSubject, whole: JobArgument, options: OpenOptions): Promise<Subject> {
  const command =
    languageOf(id) === "typescript" ? typescriptProgram : await findPeer(peers[id]!, options.peers, options);
  if ("missing" in command) return { id, missing: command.missing };
  // The cost of fib does not shrink with its count, and there is nothing to shrink.
  const shrink = whole.work === "fib" ? 1 : (options.shrink ?? 1);
  const scale = SCALED_DOWN.includes(id) ? SCALE : 1;
  const argument = {
    program: "bench/bench",
    limit: 10,
    capacity: 0,
    ...whole,
    variant: id.slice(id.indexOf("/") + 1),
    count: Math.max(1, Math.round(whole.count / shrink / scale)),
  };
  return {
    id,
    sample: async ({ signal }) =>
      scaled(await runJob(command, argument, { timeLimitMs: TIME_LIMIT_MS, signal }), scale),
  };
}
