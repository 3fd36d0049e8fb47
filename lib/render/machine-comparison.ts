import type { Document, Experiment, VariantId } from "../catalogue/entry.js";
import type { Chart } from "../charts/chart.js";
import type { HeatMapCell, HeatMapChart } from "../charts/heat-map.js";
import type { MachineMark, MachineSpreadChart } from "../charts/machine-spread.js";
import type { ExperimentResult, ResultFile } from "../store/result.js";
import { formatFigure } from "../units.js";
import { languageOf, metricName, ratioPhrase, variantName } from "./names.js";
import { plainText } from "./plain-text.js";
import { ratioOf, valuesIn } from "./samples.js";
import { efficiencyOf, statisticOf } from "./summary.js";

/** One experiment on several machines, by what may be compared between them: ratios within each, ranks, efficiency. */
export interface MachineComparison {
  readonly experiment: Experiment;
  readonly anchor: string;
  readonly charts: readonly Chart[];
}

interface Measured {
  readonly machine: { readonly id: string; readonly lead: boolean };
  readonly result: ResultFile;
}

interface Column {
  readonly machine: string;
  readonly lead: boolean;
  readonly result: ExperimentResult;
  /** From the least to the most, by the median of the headline cell. */
  readonly ranked: readonly VariantId[];
}

/** @param measured one for each machine that has results of the document, the one shown in full first. */
export function machineComparisons(document: Document, measured: readonly Measured[]): MachineComparison[] {
  return document.experiments.flatMap((experiment) => {
    const columns = measured.flatMap(({ machine, result }): Column[] => {
      if (!Object.hasOwn(result.experiments, experiment.id)) return [];
      const own = result.experiments[experiment.id]!;
      return [{ machine: machine.id, lead: machine.lead, result: own, ranked: ranking(experiment, own) }];
    });
    const compared = columns.filter(({ ranked }) => ranked.length > 1);
    if (compared.length < 2) return [];
    const anchor = `${document.slug}-${experiment.id}-machines`;
    const charts: (Chart | undefined)[] = [
      ratios(document, experiment, compared, anchor),
      efficiencies(document, experiment, columns, anchor),
    ];
    return [{ experiment, anchor, charts: charts.filter((chart) => chart !== undefined) }];
  });
}

function ratios(
  document: Document,
  { title, metric }: Experiment,
  columns: readonly Column[],
  anchor: string,
): HeatMapChart {
  const [lead] = columns as [Column, ...Column[]];
  const rows = [...new Set(columns.flatMap(({ ranked }) => ranked))];
  // Every machine's ratios are to one variant, or they could not be read across: the lead's least that all have.
  const base =
    lead.ranked.find((id) => columns.every(({ ranked }) => ranked.includes(id))) ?? lead.ranked[0]!;
  const cells = columns.flatMap(({ result, ranked }, column) =>
    rows.flatMap((id, row): HeatMapCell[] => {
      const rank = ranked.indexOf(id);
      const ratio = rank < 0 ? undefined : ratioTo(base, id, result, { metric });
      return ratio === undefined
        ? []
        : [{ row, column, ...ratio, ...rankNote(rank, lead.ranked.indexOf(id)) }];
    }),
  );
  return {
    kind: "heat-map",
    id: `${anchor}-ratios`,
    title: `${title}: how the variants compare on each machine`,
    description: `Each cell has a variant's ${metricName(metric).replace(" (log scale)", "")} on one machine as a multiple of what ${variantName(document, base)} has there; rows are in the order of ${lead.machine}, the least first, and a rank with an arrow stands where another machine has another order.`,
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

/** Said where it is another rank than the lead's. */
function rankNote(rank: number, there: number): Pick<HeatMapCell, "note"> {
  return there < 0 || there === rank
    ? {}
    : { note: `rank ${rank + 1} ${rank < there ? "\u2191" : "\u2193"}` };
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
    .sort((a, b) => a.middle - b.middle)
    .map(({ id }) => id);
}
