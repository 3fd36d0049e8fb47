import type { VariantId } from "../catalogue/entry.js";
import { type Clock, monotonicClock } from "../clock.js";
import { type TaskGroup, TaskGroupError, withTaskGroup } from "../primitives/task-group.js";
import { seededRandom, shuffle } from "../stats/random.js";
import type { Sample } from "../store/result.js";
import { RemainingTime } from "./remaining-time.js";
import type { SampleBody } from "./run-job.js";

/** What a round measures once: a variant, in one cell of a sweep. */
export type Subject = SubjectName &
  (
    | {
        sample(context: { readonly round: number; readonly signal: AbortSignal }): Promise<SampleBody>;
        /** False for one that counts: it is measured in the first round alone. Default: true. */
        readonly timed?: boolean;
        /** True for one that is shown what another subject of its round has sampled: it takes no time of its own. */
        readonly shared?: boolean;
        /** All subjects that show parts of the same sample, this one among them. Default: this one alone. */
        readonly together?: readonly SubjectName[];
      }
    /** It cannot run here; the reason that a reader is shown. */
    | { readonly missing: string }
  );

/** A subject that can run. */
export type PresentSubject = Extract<Subject, { sample: unknown }>;

interface SubjectName {
  readonly id: VariantId;
  /** Absent for the headline cell. */
  readonly cell?: string;
}

/** Where finished samples outlive an interruption. */
export interface SampleLog {
  /** A sample that an earlier, interrupted run of the same plan has finished. */
  find(subject: SubjectName, round: number): Sample | undefined;
  /**
   * Fulfilled once the sample would survive the end of this process. For later runs it supersedes one at the same
   * place; in this one `find` goes on to give what an earlier run has left.
   */
  append(subject: SubjectName, sample: Sample): Promise<void>;
}

export interface RoundsOptions {
  readonly subjects: readonly Subject[];
  readonly roundCount: number;
  /** Seeds the order within each round. */
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly log?: SampleLog;
  readonly onEvent?: (event: RoundsEvent) => void;
  /** Asked once the planned rounds are through, and after each further one, whether to add one. Default: never. */
  readonly anotherRound?: (finished: FinishedRounds) => boolean | Promise<boolean>;
  /** Samples taken at once, for programs that are counted and not timed. Default: 1. */
  readonly atOnce?: number;
  /** For the estimate of the time that remains. Default: this process's monotonic clock. */
  readonly clock?: Clock;
}

/** What the rounds so far came to. */
export interface FinishedRounds {
  readonly roundCount: number;
  /** All samples together; those of an earlier, interrupted run count with what they took then. */
  readonly tookMs: number;
  readonly longestRoundMs: number;
}

export type RoundsEvent = RoundsProgress &
  (
    | (SamplePlace & { readonly type: "sample-started" })
    /** `resumed`: it was taken from the log and not measured again. */
    | (SamplePlace & { readonly type: "sample-finished"; readonly sample: Sample; readonly resumed: boolean })
    | { readonly type: "round-finished"; readonly round: number }
  );

interface SamplePlace extends SubjectName {
  readonly round: number;
  /** Place in the round, counted from 0. */
  readonly position: number;
}

export interface RoundsProgress {
  readonly roundCount: number;
  /** Of the whole run, without subjects that are missing. */
  readonly sampleCount: number;
  readonly finishedCount: number;
  /** An estimate from the samples so far; null before there are any. */
  readonly remainingMs: number | null;
}

/**
 * The order of a run: randomised complete blocks. Each round has every item once, in an order of its own, so that a
 * host that slows down or speeds up meets all items alike.
 *
 * @param seed the same items and seed give the same plan, and more rounds only add to it.
 *
 * *Source*: Box, Hunter and Hunter, "Statistics for Experimenters", chapter 4.
 */
export function planRounds<Item>(items: readonly Item[], roundCount: number, seed: number): Item[][] {
  const random = seededRandom(seed);
  return Array.from({ length: roundCount }, () => shuffle(items, random));
}

/** The subjects of each round in their order: those that can run, and after the first round those that are timed. */
export function orderOfSamples(
  subjects: readonly Subject[],
  roundCount: number,
  seed: number,
): PresentSubject[][] {
  const present = subjects.filter((subject) => "sample" in subject);
  return planRounds(present, roundCount, seed).map((order, round) =>
    order.filter(({ timed = true }) => timed || round === 0),
  );
}

/**
 * Measures every subject once in each round, in the order of {@link planRounds}, one at a time unless `atOnce` says
 * otherwise. A missing subject
 * has one skipped sample and takes no part in the rounds, one that counts takes part in the first. Samples that did not end well are recorded like the others
 * and end nothing. Further rounds follow while `anotherRound` says so, and where an interrupted run had begun one: the
 * order goes on as if they had been planned.
 *
 * @returns by variant, in the order of `subjects`, the samples in the order of measurement.
 * @throws the signal's reason once it aborts, after the sample under way has let go; and what `sample` throws, since
 *   a fault of the harness is no sample. What the log holds stays.
 */
export async function runRounds(options: RoundsOptions): Promise<Map<VariantId, Sample[]>> {
  const { subjects, seed, log, onEvent = () => {}, anotherRound = () => false, atOnce = 1 } = options;
  const samples = new Map<VariantId, Sample[]>();
  for (const subject of subjects) samples.set(subject.id, samples.get(subject.id) ?? []);
  for (const subject of subjects) {
    if ("missing" in subject) samples.get(subject.id)!.push(skipped(subject, subject.missing));
  }
  const orders = orderOfSamples(subjects, options.roundCount, seed);
  const remaining = new RemainingTime(orders.flat().map(keyOf));
  let finishedCount = 0;
  let longestRoundMs = 0;
  const progress = () => ({
    roundCount: orders.length,
    sampleCount: orders.flat().length,
    finishedCount,
    remainingMs: remaining.estimateMs(),
  });
  for (let round = 0; round < orders.length; round++) {
    let roundMs = 0;
    await inTurn(orders[round]!, atOnce, async (subject, position) => {
      const place = { ...nameOf(subject), round, position };
      const { sample, tookMs, resumed } = await measure(subject, place, options, () =>
        onEvent({ type: "sample-started", ...place, ...progress() }),
      );
      samples.get(subject.id)!.push(sample);
      finishedCount++;
      roundMs += tookMs;
      remaining.finished(keyOf(subject), tookMs);
      onEvent({ type: "sample-finished", ...place, sample, resumed, ...progress() });
    });
    onEvent({ type: "round-finished", round, ...progress() });
    longestRoundMs = Math.max(longestRoundMs, roundMs);
    const roundCount = round + 1;
    if (roundCount < orders.length) continue;
    const next = orderOfSamples(subjects, roundCount + 1, seed).at(-1)!;
    const begun = next.some((subject) => log?.find(nameOf(subject), roundCount));
    const finished = { roundCount, tookMs: remaining.tookMs, longestRoundMs };
    if (next.length === 0 || !(begun || (await anotherRound(finished)))) break;
    orders.push(next);
    remaining.expect(next.map(keyOf));
  }
  return samples;
}

/**
 * Works for all subjects in their order, for `atOnce` of them at a time; the first failure keeps the rest from starting.
 *
 * @throws the first failure itself, once no work is under way any more
 */
async function inTurn(
  order: readonly PresentSubject[],
  atOnce: number,
  work: (subject: PresentSubject, position: number) => Promise<void>,
): Promise<void> {
  const spawnAll = (group: TaskGroup) => {
    for (const [position, subject] of order.entries()) {
      void group.spawn(keyOf(subject), () => work(subject, position));
    }
  };
  await withTaskGroup(spawnAll, { limit: atOnce }).catch((error) => {
    throw error instanceof TaskGroupError ? error.cause : error;
  });
}

/** Takes a sample from the log, or measures it and logs it, in place of what the log may have. */
async function measure(
  subject: PresentSubject,
  place: SamplePlace,
  { signal, log, clock = monotonicClock }: RoundsOptions,
  onStart: () => void,
): Promise<{ sample: Sample; tookMs: number; resumed: boolean }> {
  signal.throwIfAborted();
  const known = log && findWhole(log, subject, place.round);
  if (known) return { sample: known, tookMs: known.wholeMs ?? 0, resumed: true };
  onStart();
  const startedAtMs = clock.now();
  const sample = { ...(await subject.sample({ round: place.round, signal })), ...placeOf(place) };
  const tookMs = clock.now() - startedAtMs;
  signal.throwIfAborted();
  await log?.append(subject, sample);
  return { sample, tookMs, resumed: false };
}

/**
 * A sample of an earlier run, when all of its parts are in the log: of one that was interrupted between two parts, the
 * rest would have to come from another sample.
 */
function findWhole(log: SampleLog, subject: PresentSubject, round: number): Sample | undefined {
  const { together = [subject] } = subject;
  return together.every((part) => log.find(part, round)) ? log.find(subject, round) : undefined;
}

function skipped(subject: SubjectName, reason: string): Sample {
  return { status: "skipped", reason, ...(subject.cell !== undefined && { cell: subject.cell }) };
}

function placeOf({ cell, round, position }: SamplePlace): Pick<Sample, "cell" | "round" | "position"> {
  return { ...(cell !== undefined && { cell }), round, position };
}

function nameOf({ id, cell }: SubjectName): SubjectName {
  return { id, ...(cell !== undefined && { cell }) };
}

function keyOf({ id, cell }: SubjectName): string {
  return JSON.stringify([id, cell]);
}
