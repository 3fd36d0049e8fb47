import type { Experiment, Metric, VariantId } from "../catalogue/entry.js";
import type { ExperimentResult } from "../store/result.js";
import type { Unit } from "../units.js";
import { path } from "./figure-path.js";
import type { Figure } from "./prose.js";
import { unitOf, valuesIn } from "./samples.js";
import { efficiencyOf, type Statistic, statisticOf } from "./summary.js";
import { experimentPath, type JudgeContext } from "./verdict.js";

export interface Column {
  readonly title: string;
  /** Said in full where the title is short. */
  readonly about: string;
  readonly figure: (id: VariantId) => Figure | undefined;
}

/** Counters worth a column wherever some variant has them. */
const COUNTERS = [
  {
    title: "In flight",
    names: ["originMaxInFlight", "maxInFlight"],
    about: "requests in flight at most (median of the runs)",
  },
  {
    title: "Sockets",
    names: ["originConnections", "connections", "sockets"],
    about: "connections opened (median of the runs)",
  },
  {
    title: "p99",
    names: ["responseP99Ms"],
    about: "response time in an open loop that one small request in a hundred exceeded (median of the runs)",
  },
  {
    title: "Large",
    names: ["largePerSecond"],
    about: "large requests answered meanwhile, a second (median of the runs)",
  },
  { title: "Dependencies", names: ["dependencies"], about: "packages that the edit adds" },
  {
    title: "Recoloured",
    names: ["functionsRecoloured"],
    about: "functions that can only be awaited after the edit, less those before it",
  },
] as const;

/** The columns that some variant of the cell has figures for, after median, interval and runs. */
export function columnsOf(
  experiment: Experiment,
  ids: readonly VariantId[],
  result: ExperimentResult,
  context: JudgeContext,
  cell: string | undefined,
): Column[] {
  const figure = sampleFigures(result, context, cell);
  const columns: Column[] = [];
  const add = (title: string, about: string, ofVariant: Column["figure"]) => {
    if (ids.some((id) => ofVariant(id) !== undefined)) columns.push({ title, about, figure: ofVariant });
  };
  const metric =
    (name: Metric, by: Statistic = "median") =>
    (id: VariantId) =>
      figure(id, name, by);
  if (experiment.metric === "workMs") {
    const at = `${experimentPath(result, context)}/efficiency`;
    add("Of ideal", "efficiency: the ideal divided by the median", (id) => {
      const value = efficiencyOf(result, id, cell);
      return value === undefined
        ? undefined
        : { path: `${at}/${path(id, cell ?? "")}`, value, unit: "percent" };
    });
  }
  if (experiment.metric !== "wholeMs")
    add("Whole", "from the start of the process to its exit (median)", metric("wholeMs"));
  if (experiment.metric !== "cpuMs")
    add("CPU", "processor time of the program and its children (median)", metric("cpuMs"));
  for (const { title, names, about } of COUNTERS) {
    const name = names.find((candidate) =>
      ids.some((id) => metric(`counters.${candidate}`)(id) !== undefined),
    );
    if (name !== undefined) add(title, about, metric(`counters.${name}`));
  }
  if (experiment.metric !== "peakRssBytes")
    add(
      "Peak RSS",
      "largest resident memory of any one process of the program (median)",
      metric("peakRssBytes"),
    );
  return columns;
}

/** Figures of a cell's samples, each with its path. */
export function sampleFigures(result: ExperimentResult, context: JudgeContext, cell: string | undefined) {
  const at = `${experimentPath(result, context)}/samples`;
  return (id: VariantId, metric: Metric, by: Statistic): Figure | undefined => {
    const value = statisticOf(valuesIn(result, id, metric, cell), by);
    const unit: Unit = by === "count" ? "count" : unitOf(metric);
    return value === undefined
      ? undefined
      : { path: `${at}/${path(id, metric, cell ?? "", by)}`, value, unit };
  };
}
