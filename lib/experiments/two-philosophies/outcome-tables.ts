import { type FigureColumn, figureIn } from "../figure-column.js";
import type { Measurement } from "../measurement.js";
import type { Showable } from "../notebook-output.js";

interface Column extends FigureColumn {
  readonly head: string;
}

/** Tasks that never ended, most of any run, on an idle machine and on a loaded one. */
export const lostTasks = (measurement: Measurement): Showable =>
  outcomes(measurement, [
    { head: "tasks", metric: "counters.tasks" },
    { head: "lost, idle", metric: "counters.lost", by: "max" },
    { head: "lost, loaded", metric: "counters.lost", cell: "loaded", by: "max" },
    { head: "not ended when done was said", metric: "counters.unfinished", cell: "loaded", by: "max" },
    { head: "under way at most", metric: "counters.maxInFlight", by: "max" },
    { head: "out of order", metric: "counters.outOfOrder", by: "max" },
  ]);

/** What is missing from a shared counter, with a pause between reading and writing and without; and who noticed. */
export const lostUpdates = (measurement: Measurement): Showable =>
  outcomes(measurement, [
    { head: "updates", metric: "counters.updates" },
    { head: "lost", metric: "counters.lostUpdates" },
    { head: "updates without a pause", metric: "counters.updates", cell: "straight" },
    { head: "lost without a pause", metric: "counters.lostUpdates", cell: "straight" },
    { head: "races reported", metric: "counters.racesReported" },
  ]);

/** Two computations in turn, then at once. */
export const twoAtOnce = (measurement: Measurement): Showable =>
  outcomes(measurement, [
    { head: "in turn", metric: "counters.inTurnMs", cell: "cpu" },
    { head: "at once", metric: "counters.atOnceMs", cell: "cpu" },
    { head: "as fast", metric: "counters.speedUp", cell: "cpu", unit: "ratio" },
  ]);

/** What becomes of each pool when its second job throws. */
export const whenAJobThrows = (measurement: Measurement): Showable =>
  outcomes(measurement, [
    { head: "answers", metric: "counters.results", cell: "throwing" },
    { head: "hangs", metric: "counters.hung", cell: "throwing", yesNo: true },
    { head: "dies", metric: "counters.died", cell: "throwing", yesNo: true },
    { head: "names the job", metric: "counters.reported", cell: "throwing", yesNo: true },
  ]);

/** When the first page is there and when the last; and what is left when the connection of one is reset. */
export const pagesSeen = (measurement: Measurement): Showable =>
  outcomes(measurement, [
    { head: "first page", metric: "counters.firstResultMs" },
    { head: "last page", metric: "workMs" },
    { head: "pages when one fails", metric: "counters.pages", cell: "failing" },
    { head: "names the failed page", metric: "counters.errorsNamed", cell: "failing", yesNo: true },
  ]);

/** What a caller learns of the faults, scenario by scenario, and what goes on behind its back. */
export const faultsReported = (measurement: Measurement): Showable =>
  outcomes(measurement, [
    ...["throw", "reject", "late", "timeout", "cancel"].map((name) => reportedIn(name, name)),
    reportedIn("clean-up", "cleanUp"),
    { head: "all", metric: "counters.reportedShare", unit: "percent" },
    { head: "left running", metric: "counters.leaked" },
    { head: "siblings killed", metric: "counters.siblingsKilled" },
  ]);

/** What a task costs in memory, as the tasks come and go and when all of them are alive. */
export const liveTasks = (measurement: Measurement): Showable =>
  outcomes(measurement, [
    { head: "alive when the last started", metric: "counters.liveWhenStarted" },
    { head: "memory per task", metric: "counters.perTaskBytes" },
    { head: "alive when held", metric: "counters.liveWhenStarted", cell: "held" },
    { head: "memory per live task", metric: "counters.perTaskBytes", cell: "held" },
    { head: "peak memory, come and go", metric: "peakRssBytes" },
    { head: "peak memory, held", metric: "peakRssBytes", cell: "held" },
  ]);

/** What one item costs in each shape, and how evenly a select took from its channels. */
export const handOffs = (measurement: Measurement): Showable =>
  outcomes(measurement, [
    { head: "stream, no buffer", metric: "counters.perItemMs" },
    { head: "stream, buffered", metric: "counters.perItemMs", cell: "buffered" },
    { head: "to and fro", metric: "counters.perItemMs", cell: "ping-pong" },
    { head: "select", metric: "counters.perItemMs", cell: "select" },
    { head: "Jain's index of the select", metric: "counters.jainIndex", cell: "select" },
  ]);

/** The share of a scenario's faults that the caller learnt of. */
function reportedIn(head: string, scenario: string): Column {
  return { head, metric: `counters.${scenario}Reported`, unit: "percent" };
}

/** A row for each variant that has a figure in some column; copies, which only tell the noise, are left out. */
function outcomes({ experiment, file }: Measurement, columns: readonly Column[]): Showable {
  const result = file.experiments[experiment.id];
  const rows = experiment.variants
    .filter(({ copyOf }) => copyOf === undefined)
    .map(({ id, title }) => {
      const texts = columns.map((column) => (result ? figureIn(column, result, id) : ""));
      return [title, ...texts];
    })
    .filter(([, ...texts]) => texts.some((text) => text !== ""));
  if (rows.length === 0)
    return { kind: "note", sentence: "None of the programs that this table compares ran." };
  return { kind: "table", head: ["variant", ...columns.map(({ head }) => head)], rows };
}
