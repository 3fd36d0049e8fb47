import type { Document, Experiment, VariantId } from "../catalogue/entry.js";
import type { Chart } from "../charts/chart.js";
import type { HeatMapCell, HeatMapChart } from "../charts/heat-map.js";
import type { MachineMark, MachineSpreadChart } from "../charts/machine-spread.js";
import type { ExperimentResult, ResultFile } from "../store/result.js";
import { formatFigure } from "../units.js";
import { betterIs } from "./better.js";
import { rankChanges } from "./compare/rank-changes.js";
import { differingParameters } from "./differing-parameters.js";
import { languageOf, metricName, ratioPhrase, variantName } from "./names.js";
import { plainText } from "./plain-text.js";
import { headlineOf, ratioOf, valuesIn } from "./samples.js";
import { efficiencyOf, statisticOf } from "./summary.js";

/** One experiment on several machines, by what may be compared between them: ratios within each, ranks, efficiency. */
export interface MachineComparison {
  readonly experiment: Experiment;
  readonly anchor: string;
  /** None where only one machine is left. */
  readonly charts: readonly Chart[];
  /** The machines that measured the experiment under other parameters than the first, with what differs: a sentence each. */
  readonly leftOut: readonly string[];
}

interface Measured {
  readonly machine: { readonly id: string; readonly lead: boolean };
  readonly result: ResultFile;
}

interface Column {
  readonly machine: string;
  readonly lead: boolean;
  readonly result: ExperimentResult;
  /** From the best to the worst, by the median of the headline cell. */
  readonly ranked: readonly VariantId[];
}

/** @param measured one for each machine that has results of the document, the one shown in full first. */
export function machineComparisons(document: Document, measured: readonly Measured[]): MachineComparison[] {
  return document.experiments.flatMap((experiment): MachineComparison[] => {
    const columns = measured.flatMap(({ machine, result }): Column[] => {
      if (!Object.hasOwn(result.experiments, experiment.id)) return [];
      const own = result.experiments[experiment.id]!;
      return [{ machine: machine.id, lead: machine.lead, result: own, ranked: ranking(experiment, own) }];
    });
    const lead = columns.find(({ ranked }) => ranked.length > 1);
    if (!lead) return [];
    const alike = columns.filter(({ result }) => differences(result, lead.result).length === 0);
    const compared = alike.filter(({ ranked }) => ranked.length > 1);
    const leftOut = columns.filter((column) => !alike.includes(column)).map((column) => apart(column, lead));
    if (compared.length < 2 && leftOut.length === 0) return [];
    const anchor = `${document.slug}-${experiment.id}-machines`;
    const charts: (Chart | undefined)[] =
      compared.length < 2
        ? []
        : [ratios(document, experiment, compared, anchor), efficiencies(document, experiment, alike, anchor)];
    return [{ experiment, anchor, charts: charts.filter((chart) => chart !== undefined), leftOut }];
  });
}

/** What two machines measured otherwise, so that not even their ratios compare. */
function differences(a: ExperimentResult, b: ExperimentResult): string[] {
  const [here, there] = [a, b].map((result) => headlineOf(result) ?? "none");
  return [
    ...differingParameters(a.parameters, b.parameters),
    ...(here === there ? [] : [`headline ${here} and ${there}`]),
  ];
}

function apart(column: Column, lead: Column): string {
  const differing = plainText(differences(column.result, lead.result).join(", "));
  return `${column.machine} is left out, as it measured under other parameters than ${lead.machine}: ${differing}.`;
}

function ratios(
  document: Document,
  { title, metric }: Experiment,
  columns: readonly Column[],
  anchor: string,
): HeatMapChart {
  const [lead] = columns as [Column, ...Column[]];
  const rows = [...new Set(columns.flatMap(({ ranked }) => ranked))];
  // Every machine's ratios are to one variant, or they could not be read across: the lead's best that all have.
  const base =
    lead.ranked.find((id) => columns.every(({ ranked }) => ranked.includes(id))) ?? lead.ranked[0]!;
  const cells = columns.flatMap((own, column) => {
    const notes = rankNotes(document, lead, own);
    return rows.flatMap((id, row): HeatMapCell[] => {
      const ratio = own.ranked.includes(id) ? ratioTo(base, id, own.result, { metric }) : undefined;
      const note = notes.get(id);
      return ratio === undefined ? [] : [{ row, column, ...ratio, ...(note !== undefined && { note }) }];
    });
  });
  return {
    kind: "heat-map",
    id: `${anchor}-ratios`,
    title: `${title}: how the variants compare on each machine`,
    description: `Each cell has a variant's ${metricName(metric).replace(" (log scale)", "")} on one machine as a multiple of what ${variantName(document, base)} has there; rows are in the order of ${lead.machine}, the best first, and a rank with an arrow, among the variants that both measured, stands where another machine has another order beyond the noise of both.`,
    rows: rows.map((id) => ({ name: variantName(document, id), language: languageOf(id) })),
    columnsAre: "Variant",
    columns: columns.map(({ machine }) => machine),
    cells,
  };
}

function ratioTo(
  base: VariantId,
  id: VariantId,
  result: ExperimentResult,
  { metric }: Pick<Experiment, "metric">,
): Pick<HeatMapCell, "value" | "text" | "detail"> | undefined {
  const interval = id === base ? null : ratioOf(result, id, base, metric);
  const [own, other] = [id, base].map((each) => statisticOf(valuesIn(result, each, metric), "median"));
  if (own === undefined || other === undefined || own <= 0 || other <= 0) return undefined;
  const value = interval?.middle ?? own / other;
  return {
    value,
    text: formatFigure(value, "ratio"),
    ...(interval && {
      detail: `${formatFigure(interval.low, "ratio")} to ${formatFigure(interval.high, "ratio")} ${ratioPhrase(metric)}`,
    }),
  };
}

/**
 * The ranks that are not the lead's, among what both measured. An arrow needs a change of order with some other variant
 * that is clear of noise on both machines: medians swap by chance.
 */
function rankNotes(document: Document, lead: Column, own: Column): ReadonlyMap<VariantId, string> {
  const here = own.ranked.filter((id) => lead.ranked.includes(id));
  const there = lead.ranked.filter((id) => here.includes(id));
  if (here.every((id, rank) => id === there[rank])) return new Map();
  const changes = rankChanges({ document, a: lead.result, b: own.result });
  return new Map(
    here.flatMap((id, rank): [VariantId, string][] => {
      const passed = changes.filter(({ behind }) => behind === id).length;
      const passedBy = changes.filter(({ ahead }) => ahead === id).length;
      const rose = there.indexOf(id) - rank;
      if (rose === 0 || Math.sign(passed - passedBy) !== Math.sign(rose)) return [];
      return [[id, `rank ${rank + 1} ${rose > 0 ? "\u2191" : "\u2193"}`]];
    }),
  );
}

function efficiencies(
  document: Document,
  { title, metric }: Experiment,
  columns: readonly Column[],
  anchor: string,
): MachineSpreadChart | undefined {
  if (metric !== "workMs") return undefined;
  const ids = [...new Set(columns.flatMap(({ ranked }) => ranked))];
  const rows = ids.flatMap((id) => {
    const marks = columns.flatMap(({ machine, lead, result }): MachineMark[] => {
      const efficiency = efficiencyOf(result, id);
      return efficiency === undefined ? [] : [{ machine: plainText(machine), efficiency, lead }];
    });
    return marks.length === 0 ? [] : [{ name: variantName(document, id), language: languageOf(id), marks }];
  });
  if (rows.length === 0) return undefined;
  return {
    kind: "machine-spread",
    id: `${anchor}-efficiency`,
    title: `${title}: how near to the ideal on each machine`,
    description:
      "Each mark is one machine: its own ideal divided by the variant's median there. The filled mark is the machine that this report shows in full. Marks of one row that lie close together say that the program, and not the machine, decides.",
    machines: columns.map(({ machine }) => machine),
    rows,
  };
}

function ranking({ variants, metric }: Experiment, result: ExperimentResult): VariantId[] {
  return variants
    .filter(({ copyOf }) => copyOf === undefined)
    .map(({ id }) => ({ id, middle: statisticOf(valuesIn(result, id, metric), "median") }))
    .filter((entry): entry is { id: VariantId; middle: number } => (entry.middle ?? 0) > 0)
    .sort((a, b) => (betterIs(metric) === "less" ? a.middle - b.middle : b.middle - a.middle))
    .map(({ id }) => id);
}
