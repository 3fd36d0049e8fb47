import type { PredictionSection, PredictionSummary } from "../prediction-model.js";
import { type Figure, figureText } from "../prose.js";
import { chartMarkdown } from "./chart-markdown.js";
import { escapeMarkdown, inline, table } from "./markdown-text.js";

/** What a model said of an experiment beforehand, beside what was measured. */
export function prediction({ model, primitives, rows, chart }: PredictionSection): string[] {
  const text = (figure: Figure | undefined) => (figure === undefined ? "" : figureText(figure));
  return [
    "##### Predicted before the run",
    escapeMarkdown(model),
    ...(chart ? chartMarkdown(chart) : []),
    table(
      ["Variant", "Predicted", "Measured", "Error", "Decided by"],
      rows.map(({ name, cell: at, predicted, measured, error, because }) => [
        escapeMarkdown(at === undefined ? name : `${name}, ${at}`),
        text(predicted),
        text(measured),
        text(error),
        escapeMarkdown(because),
      ]),
    ),
    ...(primitives.length === 0
      ? []
      : [
          table(
            ["Primitive", "Calibrated", "What it is"],
            primitives.map(({ name, figure, says }) => [
              escapeMarkdown(name),
              figureText(figure),
              escapeMarkdown(says),
            ]),
          ),
        ]),
  ];
}

/** How far off the predictions of every experiment were. */
export function predictionSummaries(summaries: readonly PredictionSummary[]): string {
  return table(
    ["Experiment", "Predictions", "Median error", "Largest error"],
    summaries.map(({ document, experiment, count, middle, largest }) => [
      `${inline(document)}: ${inline(experiment)}`,
      ...[count, middle, largest].map(figureText),
    ]),
  );
}
