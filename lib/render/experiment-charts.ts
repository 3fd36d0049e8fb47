import type { Document, Experiment, VariantId } from "../catalogue/entry.js";
import type { Chart } from "../charts/chart.js";
import type { Box, DistributionChart } from "../charts/distribution.js";
import type { EfficiencyChart } from "../charts/efficiency.js";
import type { PublishedChart } from "../charts/published-against-measured.js";
import type { WaterfallChart } from "../charts/waterfall.js";
import { medianInterval } from "../stats/median-interval.js";
import { median, quantile } from "../stats/quantile.js";
import type { ExperimentResult } from "../store/result.js";
import { crossingChartOf } from "./crossing-chart.js";
import { laddersOf } from "./ladder-charts.js";
import { cumulativeOf, percentilesOf } from "./latency-charts.js";
import { mailsKeptOf } from "./mail-chart.js";
import { languageOf, metricName, variantName } from "./names.js";
import { ratioChartsOf } from "./ratio-charts.js";
import { cellIn, unitOf, valuesIn, variantOf } from "./samples.js";
import { efficiencyOf } from "./summary.js";
import { survivorsOf } from "./survivor-chart.js";
import { scalingOf } from "./sweep-charts.js";
import { capacityOf, workerSharesOf } from "./worker-charts.js";

/** Where the charts of a cell belong: `key` is absent for the headline. */
interface ChartCell {
  readonly anchor: string;
  readonly key?: string;
}

/** From so many cells on, what changes from cell to cell is seen in the headline's curves. */
const SWEEP_CELLS = 4;

/** Whether all cells but the headline are told by their medians alone, without pictures and further columns. */
export function isSweep({ cells }: ExperimentResult): boolean {
  return Object.keys(cells).length >= SWEEP_CELLS;
}

/** The charts that an experiment's results allow, in the order in which a reader meets them. */
export function chartsOf(
  experiment: Experiment,
  result: ExperimentResult,
  document: Document,
  cell: ChartCell,
  ids: readonly VariantId[],
): Chart[] {
  const headline = cell.key === undefined;
  if (!headline && isSweep(result)) return [];
  const charts = [
    ...(headline ? laddersOf(experiment, result, document, cell.anchor) : []),
    headline ? survivorsOf(experiment, result, document, cell.anchor, ids) : undefined,
    headline ? mailsKeptOf(experiment, result, document, cell.anchor, ids) : undefined,
    distribution(experiment, result, document, cell, ids),
    headline ? sweepChartOf(experiment, result, document, cell.anchor, ids) : undefined,
    ...(headline ? ratioChartsOf(experiment, result, document, cell.anchor) : []),
    headline ? waterfall(experiment, result, document, cell) : undefined,
    headline ? workerSharesOf(experiment, result, document, cell.anchor, ids) : undefined,
    capacityOf(experiment, result, document, cell, ids),
    cumulativeOf(experiment, result, document, cell, ids),
    percentilesOf(experiment, result, document, cell, ids),
    efficiency(experiment, result, document, cell, ids),
    published(experiment, result, document, cell),
  ];
  return charts.filter((chart) => chart !== undefined);
}

/** What crosses is drawn by its ratio, which the single curves would hide. */
function sweepChartOf(
  experiment: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
  ids: readonly VariantId[],
): Chart | undefined {
  return (
    crossingChartOf(experiment, result, document, anchor) ??
    scalingOf(experiment, result, document, anchor, ids)
  );
}

/** On a logarithmic axis only what lies above 0 has a place; nothing is drawn of a single sample each. */
function distribution(
  { metric, title }: Experiment,
  result: ExperimentResult,
  document: Document,
  { anchor, key }: ChartCell,
  ids: readonly VariantId[],
): DistributionChart | undefined {
  const rows = ids
    .map((id) => {
      const values = valuesIn(result, id, metric, key).filter((value) => value > 0);
      return { name: variantName(document, id), language: languageOf(id), values, box: boxOf(values) };
    })
    .filter(({ values }) => values.length > 0);
  if (!rows.some(({ values }) => values.length > 1)) return undefined;
  const ideal = metric === "workMs" ? cellIn(result, key)?.ideal?.ms : undefined;
  return {
    kind: "distribution",
    id: `${anchor}-distribution`,
    title: `${title}: every sample of every variant`,
    description:
      "Each mark is one run; the box spans the middle half of them and the thick line is their median, written at the right. A dashed line is the ideal, where there is one. The table below has the figures.",
    axis: metricName(metric),
    unit: unitOf(metric),
    rows,
    ...(ideal !== undefined && ideal > 0 && { ideal }),
  };
}

/** The five numbers of a box, of at least one value. */
export function boxOf(values: readonly number[]): Box {
  return {
    low: quantile(values, 0),
    lowerQuartile: quantile(values, 0.25),
    median: quantile(values, 0.5),
    upperQuartile: quantile(values, 0.75),
    high: quantile(values, 1),
  };
}

function waterfall(
  experiment: Experiment,
  result: ExperimentResult,
  document: Document,
  { anchor }: ChartCell,
): WaterfallChart | undefined {
  const lanes = (experiment.waterfall ?? []).flatMap((id) => {
    const trace = variantOf(result, id)?.trace ?? [];
    const tasks = trace.map(([, startMs, endMs]) => [startMs, endMs] as const).sort((a, b) => a[0] - b[0]);
    return tasks.length === 0 ? [] : [{ name: variantName(document, id), language: languageOf(id), tasks }];
  });
  if (lanes.length === 0) return undefined;
  return {
    kind: "waterfall",
    id: `${anchor}-waterfall`,
    title: `${experiment.title}: when each task ran`,
    description:
      "One run of each variant on one time axis; each stroke is a task, from its start to its end, in the order of their starts. One task at a time draws a staircase, all at once a wall, a bounded number a band of steps.",
    lanes,
  };
}

function efficiency(
  experiment: Experiment,
  result: ExperimentResult,
  document: Document,
  { anchor, key }: ChartCell,
  ids: readonly VariantId[],
): EfficiencyChart | undefined {
  if (experiment.metric !== "workMs") return undefined;
  const rows = ids.flatMap((id) => {
    const value = efficiencyOf(result, id, key);
    return value === undefined
      ? []
      : [{ name: variantName(document, id), language: languageOf(id), efficiency: value }];
  });
  if (rows.length === 0) return undefined;
  return {
    kind: "efficiency",
    id: `${anchor}-efficiency`,
    title: `${experiment.title}: how near to the ideal`,
    description:
      "The ideal divided by each variant's median time: the full length is the bound that none can beat.",
    rows,
  };
}

function published(
  experiment: Experiment,
  result: ExperimentResult,
  document: Document,
  { anchor, key }: ChartCell,
): PublishedChart | undefined {
  const rows = document.published
    .filter((entry) => entry.experiment === experiment.id && entry.cell === key && entry.unit === "ms")
    .map((entry) => {
      const values = valuesIn(result, entry.variant, experiment.metric, key);
      const middle = values.length === 0 ? undefined : median(values);
      const interval = medianInterval(values);
      return {
        name: variantName(document, entry.variant),
        language: languageOf(entry.variant),
        published: typeof entry.value === "number" ? ([entry.value, entry.value] as const) : entry.value,
        ...(middle !== undefined &&
          middle > 0 && {
            measured: { low: interval?.low ?? middle, middle, high: interval?.high ?? middle },
          }),
      };
    });
  if (rows.length === 0 || experiment.metric !== "workMs") return undefined;
  return {
    kind: "published-against-measured",
    id: `${anchor}-published`,
    title: `${experiment.title}: published and measured`,
    description:
      "For each figure that the essay prints, a cross for the published time and below it a mark with its interval for the time measured here. Two machines and two networks lie between the two: compare the distances, not the places.",
    axis: "time of the work (log scale)",
    unit: "ms",
    rows,
  };
}
