import type { Experiment, VariantId } from "../catalogue/entry.js";
import type { PredictedChart } from "../charts/predicted-against-measured.js";
import { median } from "../stats/quantile.js";
import type { ExperimentResult } from "../store/result.js";
import type { Unit } from "../units.js";
import { path } from "./figure-path.js";
import { languageOf, variantName } from "./names.js";
import { plainText } from "./plain-text.js";
import { type ErrorStatistic, predictionError, predictionErrors } from "./prediction-error.js";
import type { Figure } from "./prose.js";
import { headlineOf, unitOf, valuesIn } from "./samples.js";
import { experimentPath, type JudgeContext } from "./verdict.js";

/** What a model said of an experiment's figures before they were measured, and how far off it was. */
export interface PredictionSection {
  readonly model: string;
  readonly primitives: readonly {
    readonly name: string;
    readonly figure: Figure;
    readonly says: string;
  }[];
  readonly rows: readonly PredictionRow[];
  /** Absent where nothing that was predicted was measured. */
  readonly chart?: PredictedChart;
}

export interface PredictionRow {
  readonly variant: VariantId;
  readonly name: string;
  /** Absent for the headline cell. */
  readonly cell?: string;
  readonly predicted: Figure;
  readonly because: string;
  /** Absent where no run ended well. */
  readonly measured?: Figure;
  /** How far the prediction lies above the measurement, as a share of this. */
  readonly error?: Figure;
}

/** @returns undefined for results without predictions, as older ones are. */
export function predictionSection(
  { id, metric, title }: Experiment,
  result: ExperimentResult,
  context: JudgeContext,
): PredictionSection | undefined {
  const { document } = context;
  const { predictions } = result;
  if (predictions === undefined || predictions.values.length === 0) return undefined;
  const at = experimentPath(result, context);
  const headline = headlineOf(result);
  const unit = unitOf(metric);
  const rows = predictions.values.map(({ variant, cell, value, because }, index): PredictionRow => {
    const key = cell === headline ? undefined : cell;
    const values = valuesIn(result, variant, metric, key);
    const samples = `${at}/${path("samples", variant, metric, key ?? "", "median")}`;
    const error = predictionError(result, index, metric);
    return {
      variant,
      name: variantName(document, variant),
      ...(key !== undefined && { cell: plainText(key) }),
      predicted: { path: `${at}/predictions/values/${index}/value`, value, unit },
      because: plainText(because),
      ...(values.length > 0 && { measured: { path: samples, value: median(values), unit } }),
      ...(error !== undefined && {
        error: {
          path: `${at}/${path("prediction-error", index, metric)}`,
          value: error,
          unit: "percent" as const,
        },
      }),
    };
  });
  const chart = predictedChart(rows, title, `${document.slug}-${id}-predicted`, unit);
  return {
    model: plainText(predictions.model),
    primitives: Object.entries(predictions.primitives).map(([name, { value, unit, says }]) => ({
      name: plainText(name),
      figure: { path: `${at}/${path("predictions", "primitives", name, "value")}`, value, unit },
      says: plainText(says),
    })),
    rows,
    ...(chart && { chart }),
  };
}

/** One experiment's predictions in a line. */
export interface PredictionSummary {
  readonly anchor: string;
  readonly document: string;
  readonly experiment: string;
  readonly count: Figure;
  /** Of the errors' sizes. */
  readonly middle: Figure;
  readonly largest: Figure;
}

/** @returns undefined where no prediction met a measurement. */
export function predictionSummary(
  { id, metric, title }: Experiment,
  result: ExperimentResult,
  context: JudgeContext,
): PredictionSummary | undefined {
  const { document } = context;
  const at = `${experimentPath(result, context)}/${path("prediction-errors", metric)}`;
  const figure = (statistic: ErrorStatistic): Figure | undefined => {
    const value = predictionErrors(result, metric, statistic);
    const unit = statistic === "count" ? ("count" as const) : ("percent" as const);
    return value === undefined ? undefined : { path: `${at}/${statistic}`, value, unit };
  };
  const [count, middle, largest] = [figure("count"), figure("median"), figure("max")];
  if (!count || !middle || !largest) return undefined;
  const anchor = `${document.slug}-${id}`;
  return { anchor, document: document.title, experiment: title, count, middle, largest };
}

function predictedChart(
  rows: readonly PredictionRow[],
  title: string,
  id: string,
  unit: Unit,
): PredictedChart | undefined {
  const points = rows.flatMap(({ variant, name, cell, predicted, measured }) =>
    measured === undefined || predicted.value <= 0 || measured.value <= 0
      ? []
      : [
          {
            name: cell === undefined ? name : `${name}, ${cell}`,
            language: languageOf(variant),
            predicted: predicted.value,
            measured: measured.value,
          },
        ],
  );
  if (points.length === 0) return undefined;
  return {
    kind: "predicted-against-measured",
    id,
    title: `${title}: predicted and measured`,
    description:
      "Each mark is a variant in one cell: along the line the model was right, above it more was measured than predicted, below it less. The still picture names those more than a quarter off; pointing at a mark names any.",
    unit,
    points,
  };
}
