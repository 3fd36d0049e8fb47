import { UsageError } from "../errors.js";
import { runSchedule, type ScheduledProgram, type ScheduledStep, scheduleText } from "./schedule.js";

/**
 * Runs a program again under one schedule, such as the one with which {@link exploreSchedules} saw it fail: exactly
 * the same run, as often as one likes, with a debugger or with prints.
 *
 * @param schedule its steps in order; it may break off, what is still paused then goes on in the order in which it
 *   paused
 * @returns the program's result
 * @throws what the program rejects with; UsageError when a step of the schedule is not paused when its turn comes,
 *   since the program is another one or depends on more than its schedule, and for a program that is no function
 *
 * @example
 * const order: string[] = [];
 * const program = (step: Step) =>
 *   Promise.all(["a", "b"].map((task) => step(task, "runs").then(() => order.push(task))));
 * await replaySchedule(program, [{ task: "b", action: "runs" }]);
 * order; // => ["b", "a"]
 */
export async function replaySchedule<Result>(
  program: ScheduledProgram<Result>,
  schedule: readonly ScheduledStep[],
): Promise<Result> {
  let position = 0;
  let missing: UsageError | undefined;
  const outcome = await runSchedule(program, (paused) => {
    const wanted = schedule[position++];
    if (wanted === undefined) return 0;
    const index = paused.findIndex(({ task, action }) => task === wanted.task && action === wanted.action);
    if (index === -1) missing ??= notPaused(position, wanted, paused);
    return Math.max(index, 0);
  });
  if (missing !== undefined) throw missing;
  if (position < schedule.length) throw endedEarly(position, schedule.length);
  if (!outcome.ok) throw outcome.error;
  return outcome.result;
}

function notPaused(position: number, wanted: ScheduledStep, paused: readonly ScheduledStep[]): UsageError {
  return new UsageError(
    `Expected step ${position} of the schedule to be "${scheduleText([wanted])}", got a program that is paused at ` +
      `"${scheduleText(paused)}"; try a schedule that exploreSchedules found with this very program`,
  );
}

function endedEarly(stepCount: number, expectedCount: number): UsageError {
  return new UsageError(
    `Expected the program to take the ${expectedCount} steps of the schedule, got one that ended after ${stepCount}; ` +
      "try a schedule that exploreSchedules found with this very program",
  );
}
