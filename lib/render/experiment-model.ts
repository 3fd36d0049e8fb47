import type { Experiment, Variant, VariantId } from "../catalogue/entry.js";
import type { Chart } from "../charts/chart.js";
import { GENERATOR_BOUND_BELOW } from "../stats/headroom.js";
import { median } from "../stats/quantile.js";
import { type SampleLabel, sampleLabels } from "../stats/sample-labels.js";
import type { ExperimentResult, Sample } from "../store/result.js";
import { chartsOf, isSweep } from "./experiment-charts.js";
import { path } from "./figure-path.js";
import { reasonsOf } from "./missing.js";
import { variantName } from "./names.js";
import { safeName } from "./plain-text.js";
import { type PredictionSection, predictionSection } from "./prediction-model.js";
import type { Figure } from "./prose.js";
import { cellIn, samplesIn, valuesIn, variantOf } from "./samples.js";
import { endedWell } from "./summary.js";
import { type Column, columnsOf, sampleFigures } from "./variant-columns.js";
import { experimentPath, type JudgeContext } from "./verdict.js";

/** One experiment on one machine, as the report shows it. */
export interface ExperimentSection {
  readonly experiment: Experiment;
  /** Names the section's element; unique in the report. */
  readonly anchor: string;
  /** Absent where this machine has no results of it. */
  readonly measured?: {
    readonly result: ExperimentResult;
    readonly cells: readonly CellSection[];
    /** Absent for results without predictions. */
    readonly prediction?: PredictionSection;
  };
}

/** One cell of a sweep, the headline first. */
export interface CellSection {
  readonly id: string;
  readonly anchor: string;
  readonly headline: boolean;
  readonly ideal?: { readonly figure: Figure; readonly because: string };
  readonly charts: readonly Chart[];
  /** Beyond median, interval and runs. */
  readonly columns: readonly Column[];
  readonly rows: readonly VariantRow[];
}

export interface VariantRow {
  readonly id: VariantId;
  readonly name: string;
  /** Absent for a variant that the catalogue does not know. */
  readonly variant?: Variant;
  readonly middle?: Figure;
  /** Absent under six samples. */
  readonly interval?: readonly [low: Figure, high: Figure];
  /** Of the samples that ended well, in their order: the warm-up and the outliers. */
  readonly labels: readonly (SampleLabel | null)[];
  readonly okCount: Figure;
  readonly others: readonly (Figure | undefined)[];
  /** Short marks: "as published", "A/A copy", "generator-bound". */
  readonly badges: readonly string[];
  /** What went wrong, with its reason. */
  readonly notes: readonly {
    readonly status: Sample["status"];
    readonly count: number;
    readonly reasons: readonly string[];
  }[];
}

export function experimentSection(
  experiment: Experiment,
  result: ExperimentResult | undefined,
  context: JudgeContext,
): ExperimentSection {
  const anchor = `${context.document.slug}-${experiment.id}`;
  if (result === undefined) return { experiment, anchor };
  const cells = Object.keys(result.cells);
  const sections = (cells.length === 0 ? [""] : cells).map((cell, index) =>
    cellSection(experiment, result, context, {
      id: cell,
      anchor: index === 0 ? anchor : `${anchor}-${index}-${safeName(cell)}`,
      headline: index === 0,
    }),
  );
  const prediction = predictionSection(experiment, result, context);
  return { experiment, anchor, measured: { result, cells: sections, ...(prediction && { prediction }) } };
}

function cellSection(
  experiment: Experiment,
  result: ExperimentResult,
  context: JudgeContext,
  cell: { id: string; anchor: string; headline: boolean },
): CellSection {
  const key = cell.headline ? undefined : cell.id;
  const ids = variantIds(experiment, result).filter((id) => samplesIn(result, id, key).length > 0);
  const columns = !cell.headline && isSweep(result) ? [] : columnsOf(experiment, ids, result, context, key);
  const ideal = cellIn(result, key)?.ideal;
  const at = experimentPath(result, context);
  return {
    ...cell,
    ...(ideal && {
      ideal: {
        figure: {
          path: `${at}/${path("cells", cell.id, "ideal", "ms")}`,
          value: ideal.ms,
          unit: "ms" as const,
        },
        because: ideal.because,
      },
    }),
    charts: chartsOf(
      experiment,
      result,
      context.document,
      { anchor: cell.anchor, ...(key !== undefined && { key }) },
      ids,
    ),
    columns,
    rows: ids.map((id) => variantRow(id, experiment, result, context, columns, key)),
  };
}

/** In the catalogue's order, then what only the results have. */
function variantIds(experiment: Experiment, result: ExperimentResult): VariantId[] {
  const known = experiment.variants.map(({ id }) => id);
  const measured = (Object.keys(result.variants) as VariantId[]).filter((id) => !known.includes(id));
  return [...known.filter((id) => variantOf(result, id) !== undefined), ...measured.sort()];
}

function variantRow(
  id: VariantId,
  experiment: Experiment,
  result: ExperimentResult,
  context: JudgeContext,
  columns: readonly Column[],
  cell: string | undefined,
): VariantRow {
  const variant = experiment.variants.find((candidate) => candidate.id === id);
  const figure = sampleFigures(result, context, cell);
  const [middle, low, high] = (["median", "low", "high"] as const).map((by) =>
    figure(id, experiment.metric, by),
  );
  const samples = samplesIn(result, id, cell);
  const labels = sampleLabels(valuesIn(result, id, experiment.metric, cell));
  return {
    id,
    name: variantName(context.document, id),
    ...(variant && { variant }),
    ...(middle && { middle }),
    ...(low && high && { interval: [low, high] as const }),
    labels,
    okCount: {
      path: `${experimentPath(result, context)}/${path("ended-well", id, cell ?? "")}`,
      value: endedWell(result, id, cell),
      unit: "count",
    },
    others: columns.map((column) => column.figure(id)),
    badges: [
      ...(variant?.asPublished ? ["as published"] : []),
      ...(variant?.copyOf === undefined ? [] : ["A/A copy"]),
      ...(generatorBound(result, id, cell) ? ["generator-bound"] : []),
      ...(labels.includes("cold") ? ["first runs cold"] : []),
      ...(labels.some((label) => label === "high" || label === "low") ? ["has outliers"] : []),
    ],
    notes: (["skipped", "error", "timeout", "invalid"] as const).flatMap((status) => {
      const count = samples.filter((sample) => sample.status === status).length;
      return count === 0 ? [] : [{ status, count, reasons: reasonsOf(samples, status) }];
    }),
  };
}

/** Whether the load generator, more than the server, was what limited the rate of most samples. */
function generatorBound(result: ExperimentResult, id: VariantId, cell: string | undefined): boolean {
  const headrooms = valuesIn(result, id, "counters.generatorHeadroom", cell);
  return headrooms.length > 0 && median(headrooms) < GENERATOR_BOUND_BELOW;
}
