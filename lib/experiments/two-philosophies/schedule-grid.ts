import type { OutcomeGridChart } from "../../charts/outcome-grid.js";
import { shown, UsageError } from "../../errors.js";
import type { ScheduledStep } from "../../primitives/schedule.js";

/** What one step of a schedule did, and what the tasks' shared state was after it. */
export interface StepRecord {
  /** In a word or two: `reads 0`. */
  readonly did: string;
  readonly shared: number | string;
}

/**
 * A schedule as a picture: a column for each step, in the row of its task what the step did, and what the tasks share
 * in a row below.
 *
 * @param record one entry for each step, in their order
 * @param sharedName what the row of the shared state is called
 * @throws UsageError when there are not as many entries as steps
 *
 * @example
 * const steps = [{ task: "first", action: "reads" }];
 * scheduleGrid(steps, [{ did: "reads 0", shared: 0 }], "balance").rows.length; // => 2
 */
export function scheduleGrid(
  schedule: readonly ScheduledStep[],
  record: readonly StepRecord[],
  sharedName: string,
): OutcomeGridChart {
  if (record.length !== schedule.length) {
    throw new UsageError(
      `Expected a record of each of the ${schedule.length} steps, got ${shown(record.length)} entries; try emptying the record where the program begins`,
    );
  }
  const tasks = [...new Set(schedule.map(({ task }) => task))];
  return {
    kind: "outcome-grid",
    id: "schedule",
    title: "One schedule, step by step",
    description: `From left to right the steps in the order in which they ran, each in the row of its task; below, the ${sharedName} after it.`,
    rows: [...tasks.map((name) => ({ name, language: "typescript" as const })), { name: sharedName }],
    columnsAre: "Task",
    columns: schedule.map((_, step) => `step ${step + 1}`),
    cells: schedule.flatMap(({ task }, column) => {
      const { did, shared } = record[column]!;
      return [
        { row: tasks.indexOf(task), column, share: 1, text: did },
        { row: tasks.length, column, share: 0, text: String(shared) },
      ];
    }),
  };
}
