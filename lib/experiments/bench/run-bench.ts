import { RunError } from "../../errors.js";
import { type RoundsEvent, runRounds, type Subject } from "../../measure/rounds.js";
import { runJob } from "../../measure/run-job.js";
import type { MissingProgram, ProgramCommand } from "../../program.js";
import { median } from "../../stats/quantile.js";
import { type RoundValue, ratioWithinRounds, roundRatios } from "../../stats/ratio.js";
import type { Sample } from "../../store/result.js";
import type { Preparation } from "../experiment.js";
import { findPeer, typescriptProgram } from "../programs.js";
import type { PeerLanguage } from "../settings.js";
import type { BenchComparison, BenchSubject, BenchWork } from "./works.js";

/** A line of the table: how many times as fast the subject does the work. */
export interface BenchRow {
  readonly work: string;
  readonly subject: string;
  readonly baseline: string;
  /** The median of the ratios within rounds; null where one of both did not run. */
  readonly ratio: number | null;
  /** The interval of that median at 95% or more; null with fewer than six rounds. */
  readonly low: number | null;
  readonly high: number | null;
  readonly floor: number | null;
  readonly goal: number | null;
  /** Whether the ratio reaches the floor; null where there is no floor or no ratio. */
  readonly met: boolean | null;
}

/** How a work went: every subject's median time for the whole work, or why there is none. */
export interface BenchOutcome {
  readonly work: BenchWork;
  readonly times: readonly {
    readonly subject: BenchSubject;
    readonly medianMs: number | null;
    readonly reason?: string;
  }[];
  readonly rows: readonly BenchRow[];
}

export interface BenchOptions extends Preparation {
  readonly peers: readonly PeerLanguage[];
  readonly roundCount: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Shrinks every count by this factor, for a trial; no floor counts then. Default: 1. */
  readonly shrink?: number;
  readonly onEvent?: (work: BenchWork, event: RoundsEvent) => void;
}

const TIME_LIMIT_MS = 120_000;

/** A hundredth of the work for those that would take minutes. */
const SCALE = 100;

/**
 * Measures the subjects of one work, each as a fresh process, in random rounds.
 *
 * @throws RunError when two subjects give different answers; the signal's reason
 */
export async function runBench(work: BenchWork, options: BenchOptions): Promise<BenchOutcome> {
  const commands = await Promise.all(work.subjects.map((subject) => commandOf(subject, options)));
  const subjects = work.subjects.map((subject, index) => asSubject(work, subject, commands[index]!, options));
  const samples = await runRounds({
    subjects,
    roundCount: options.roundCount,
    seed: options.seed,
    signal: options.signal,
    onEvent: (event) => options.onEvent?.(work, event),
  });
  expectSameAnswers(work, samples);
  const values = new Map(
    work.subjects.map((subject) => [subject.id, valuesOf(subject, samples.get(subject.id)!)]),
  );
  return {
    work,
    times: work.subjects.map((subject) => {
      const times = values.get(subject.id)!.map(({ value }) => value);
      const reason = samples.get(subject.id)!.find(({ status }) => status !== "ok")?.reason;
      return { subject, medianMs: times.length === 0 ? null : median(times), ...(reason && { reason }) };
    }),
    rows: work.comparisons.map((comparison) => rowOf(work, comparison, values, options.shrink !== undefined)),
  };
}

async function commandOf(
  subject: BenchSubject,
  options: BenchOptions,
): Promise<ProgramCommand | MissingProgram> {
  return subject.peer === undefined ? typescriptProgram : findPeer(subject.peer, options.peers, options);
}

function asSubject(
  work: BenchWork,
  subject: BenchSubject,
  command: ProgramCommand | MissingProgram,
  { shrink = 1 }: BenchOptions,
): Subject {
  const { id } = subject;
  if ("missing" in command) return { id, missing: command.missing };
  const count = Math.max(1, Math.round(work.argument.count / (work.argument.work === "fib" ? 1 : shrink)));
  const argument = {
    program: "bench/bench",
    limit: 10,
    capacity: 0,
    ...work.argument,
    variant: id.slice(id.indexOf("/") + 1),
    count: subject.scaledDown ? Math.ceil(count / SCALE) : count,
  };
  return { id, sample: ({ signal }) => runJob(command, argument, { timeLimitMs: TIME_LIMIT_MS, signal }) };
}

function expectSameAnswers(work: BenchWork, samples: ReadonlyMap<string, readonly Sample[]>): void {
  const whole = work.subjects
    .filter(({ scaledDown }) => !scaledDown)
    .flatMap(({ id }) => samples.get(id as never) ?? []);
  const digests = new Set(whole.flatMap(({ digest }) => digest ?? []));
  if (digests.size <= 1) return;
  throw new RunError(`Expected all subjects of ${work.id} to give one answer, got ${digests.size}`);
}

function valuesOf(subject: BenchSubject, samples: readonly Sample[]): RoundValue[] {
  return samples.flatMap(({ status, round, workMs }) =>
    status === "ok" && round !== undefined && workMs !== undefined
      ? { round, value: subject.scaledDown ? workMs * SCALE : workMs }
      : [],
  );
}

function rowOf(
  work: BenchWork,
  { subject, baseline, floor, goal }: BenchComparison,
  values: ReadonlyMap<string, readonly RoundValue[]>,
  trial: boolean,
): BenchRow {
  // The baseline's time over the subject's: times as fast.
  const [above, below] = [values.get(baseline) ?? [], values.get(subject) ?? []];
  const interval = ratioWithinRounds(above, below);
  const { ratios } = roundRatios(above, below);
  const ratio = ratios.length === 0 ? null : median(ratios);
  const judged = floor !== undefined && ratio !== null && !trial;
  return {
    work: work.id,
    subject,
    baseline,
    ratio,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    floor: floor ?? null,
    goal: goal ?? null,
    met: judged ? ratio >= floor : null,
  };
}
