import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";
import { messageOf, shown, UsageError } from "../errors.js";
import {
  type Choose,
  runSchedule,
  type ScheduledProgram,
  type ScheduledStep,
  scheduleText,
} from "./schedule.js";

/** How many schedules are explored, and which. */
export interface ExploreOptions {
  /** How many schedules at most: an integer from 1 up. Default: 1,000. */
  readonly runs?: number;
  /** Draws schedules at random instead of in turn, always the same for one seed: the lower 32 bits of an integer. */
  readonly seed?: number;
}

/** A schedule under which a program came out wrong. */
export interface FailedSchedule {
  /** For {@link replaySchedule}. */
  readonly schedule: readonly ScheduledStep[];
  /** What the program rejected with. */
  readonly error: unknown;
}

/** What came of running a program under many schedules. */
export interface Exploration {
  /** How many schedules ran. */
  readonly scheduleCount: number;
  /** Whether these are all that there are. */
  readonly complete: boolean;
  /** Under how many of them the program rejected. */
  readonly failureCount: number;
  /** In the order of exploring; undefined when none failed. */
  readonly firstFailure: FailedSchedule | undefined;
  /** What came out, as a sentence that is enough to run the first failure again. */
  readonly summary: string;
}

/**
 * Looks for an order of steps in which concurrent tasks go wrong: JavaScript runs one task at a time, from one
 * `await` to the next, so these orders are all that can differ. To run one of them again use `replaySchedule`.
 *
 * - Without a seed every schedule runs once, first the one of an event loop that serves first who paused first;
 *   `complete` says that none is left. Tasks of a, b, ... steps have (a + b + ...)! / (a! b! ...) schedules.
 * - With a seed they are drawn at random, for programs of too many: the same seed gives the same schedules.
 * - One schedule runs after another, and a failing one does not end the exploration. A program that waits in vain
 *   fails, with an error that says so.
 *
 * @param program called once for each schedule, always with fresh state; see {@link ScheduledProgram}
 * @throws UsageError for a count of runs or a seed that is none, and a program that is no function
 *
 * @example
 * const lost = async (step: Step, balance = 0) => {
 *   const deposit = async (task: string) => {
 *     await step(task, "reads"); const before = balance;
 *     await step(task, "writes"); balance = before + 1; };
 *   await Promise.all([deposit("first"), deposit("second")]);
 *   if (balance < 2) throw new Error("an update is lost"); };
 * const { scheduleCount, failureCount } = await exploreSchedules(lost);
 * [scheduleCount, failureCount]; // => [6, 4]
 */
export async function exploreSchedules(
  program: ScheduledProgram,
  { runs = 1_000, seed }: ExploreOptions = {},
): Promise<Exploration> {
  if (!Number.isInteger(runs) || runs < 1)
    throw new UsageError(
      `Expected \`runs\` to be an integer from 1 up, got ${shown(runs)}; try leaving it out for 1,000`,
    );
  if (seed !== undefined && !Number.isInteger(seed))
    throw new UsageError(
      `Expected \`seed\` to be an integer, got ${shown(seed)}; try leaving it out for every schedule in turn`,
    );
  const source = seed === undefined ? depthFirst() : drawnFrom(seed);
  let scheduleCount = 0;
  let failureCount = 0;
  let firstFailure: FailedSchedule | undefined;
  let complete = false;
  while (scheduleCount < runs && !complete) {
    const outcome = await runSchedule(program, source.choose);
    scheduleCount += 1;
    complete = !source.next();
    if (outcome.ok) continue;
    failureCount += 1;
    firstFailure ??= { schedule: outcome.schedule, error: outcome.error };
  }
  const counts = { scheduleCount, complete, failureCount, firstFailure };
  return { ...counts, summary: summaryOf(counts, seed) };
}

/** Where choices come from: one run after another, as long as `next` says that there is one. */
interface ChoiceSource {
  readonly choose: Choose;
  next(): boolean;
}

/** All sequences of choices, depth first: each run repeats the choices of the last up to one, and takes the next there. */
function depthFirst(): ChoiceSource {
  const choices: { taken: number; readonly count: number }[] = [];
  let depth = 0;
  return {
    choose(paused) {
      const choice = choices[depth] ?? { taken: 0, count: paused.length };
      choices[depth++] = choice;
      return choice.taken;
    },
    next() {
      depth = 0;
      for (let last = choices.pop(); last !== undefined; last = choices.pop()) {
        if (last.taken + 1 === last.count) continue;
        choices.push({ taken: last.taken + 1, count: last.count });
        return true;
      }
      return false;
    },
  };
}

function drawnFrom(seed: number): ChoiceSource {
  const generator = mersenne(seed);
  return { choose: (paused) => uniformInt(generator, 0, paused.length - 1), next: () => true };
}

function summaryOf(counts: Omit<Exploration, "summary">, seed: number | undefined): string {
  const { scheduleCount, complete, failureCount, firstFailure } = counts;
  const which = seed === undefined ? (complete ? "" : " (there are more)") : ` of seed ${seed}`;
  if (firstFailure === undefined) return `None of ${scheduleCount} schedules${which} fails`;
  const { schedule, error } = firstFailure;
  return (
    `${failureCount} of ${scheduleCount} schedules${which} fail, the first with "${messageOf(error)}": ` +
    `${scheduleText(schedule)}; run it again with replaySchedule(program, ${JSON.stringify(schedule)})`
  );
}
