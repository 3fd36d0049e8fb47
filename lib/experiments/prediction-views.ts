import { predictionSection } from "../render/prediction-model.js";
import { figureText } from "../render/prose.js";
import type { Measurement } from "./measurement.js";
import type { Showable } from "./notebook-output.js";

/**
 * What a simple model said of each variant before the run, what came, and by how much it was off: as a picture with
 * the line on which the model is right, and as a table. A sentence where the results have no predictions.
 */
export function predictions({ document, experiment, file }: Measurement): readonly Showable[] {
  const result = file.experiments[experiment.id];
  const context = { document, machine: file.machine.id };
  const section = result && predictionSection(experiment, result, context);
  if (!section) return [{ kind: "note", sentence: "Nothing was predicted of this run." }];
  return [
    ...(section.chart ? [section.chart] : []),
    {
      kind: "table",
      head: ["variant", "predicted", "measured", "error", "decided by"],
      rows: section.rows.map(({ name, cell, predicted, measured, error, because }) => [
        cell === undefined ? name : `${name}, ${cell}`,
        figureText(predicted),
        measured ? figureText(measured) : "not measured",
        error ? figureText(error) : "",
        because,
      ]),
    },
  ];
}
