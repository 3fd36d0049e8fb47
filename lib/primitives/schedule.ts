import { notAFunction, RunError } from "../errors.js";

/** One step of a schedule: the task that went on, and with what. */
export interface ScheduledStep {
  readonly task: string;
  readonly action: string;
}

/** Pauses a task until the schedule lets it go on with `action`. */
export type Step = (task: string, action: string) => Promise<void>;

/**
 * What is to be run under many schedules. It makes its state anew on every call, awaits nothing but steps and what
 * other tasks bring about (primitives, promises), and rejects when it comes out wrong.
 */
export type ScheduledProgram<Result = unknown> = (step: Step) => Promise<Result>;

/** How one schedule came out. */
export type ScheduleOutcome<Result> = { readonly schedule: readonly ScheduledStep[] } & (
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly error: unknown }
);

/** Which of the paused steps goes on, by its index; they stand in the order in which they paused. */
export type Choose = (paused: readonly ScheduledStep[]) => number;

/**
 * Runs a program once, one step at a time. After each step everything that it made ready runs to its end, so the
 * choices are all that a schedule consists of: the same choices give the same run.
 *
 * Steps that are still paused when the program settles never go on.
 *
 * @throws UsageError when the program is no function
 */
export async function runSchedule<Result>(
  program: ScheduledProgram<Result>,
  choose: Choose,
): Promise<ScheduleOutcome<Result>> {
  if (typeof program !== "function") throw notAFunction("program", program);
  const paused: (ScheduledStep & { readonly goOn: () => void })[] = [];
  const schedule: ScheduledStep[] = [];
  let outcome: ScheduleOutcome<Result> | undefined;
  const step: Step = (task, action) => new Promise((goOn) => paused.push({ task, action, goOn }));
  // The function makes a rejection of what a program throws at once.
  (async () => program(step))().then(
    (result) => {
      outcome = { schedule, ok: true, result };
    },
    (error) => {
      outcome = { schedule, ok: false, error };
    },
  );
  for (;;) {
    await allIsQuiet();
    if (outcome !== undefined) return outcome;
    if (paused.length === 0) return { schedule, ok: false, error: stuck() };
    const [next] = paused.splice(choose(paused), 1);
    schedule.push({ task: next!.task, action: next!.action });
    next!.goOn();
  }
}

/** A schedule in words: `first reads, second reads, first writes`. */
export function scheduleText(schedule: readonly ScheduledStep[]): string {
  return schedule.map(({ task, action }) => `${task} ${action}`).join(", ");
}

/** All promise jobs run before the event loop turns. */
function allIsQuiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function stuck(): RunError {
  return new RunError(
    "The program has not ended, and no task is paused at a step: its tasks wait for each other, or for a timer or for input, which no schedule brings; try pausing at a step instead",
  );
}
