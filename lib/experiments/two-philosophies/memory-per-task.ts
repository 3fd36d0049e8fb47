import type { Variant } from "../../catalogue/entry.js";
import type { DistributionRow } from "../../charts/distribution.js";
import { boxOf } from "../../render/experiment-charts.js";
import { languageOf } from "../../render/names.js";
import { valuesIn } from "../../render/samples.js";
import type { Measurement } from "../measurement.js";
import type { Showable } from "../notebook-output.js";

/** The same tasks twice: as they start and end, and held until the last has come. */
const CELLS = [
  { cell: "started", says: "come and go" },
  { cell: "held", says: "all alive" },
];

/**
 * How much each task adds to the peak of the program's memory, as tasks come and go and when all are alive: the
 * picture of what a task weighs. A run that grew by nothing measurable has no place on the logarithmic axis.
 */
export function memoryPerTask({ experiment, file }: Measurement): Showable {
  const result = file.experiments[experiment.id];
  const row = ({ id, title }: Variant, { cell, says }: (typeof CELLS)[number]): DistributionRow[] => {
    const grown = result ? valuesIn(result, id, "counters.perTaskBytes", cell) : [];
    const values = grown.filter((bytes) => bytes > 0);
    if (values.length === 0) return [];
    // The colour tells the language; the axis has no room for both.
    return [{ name: `${title}, ${says}`, language: languageOf(id), values, box: boxOf(values) }];
  };
  const rows = experiment.variants
    .filter(({ copyOf }) => copyOf === undefined)
    .flatMap((variant) => CELLS.flatMap((cell) => row(variant, cell)));
  if (rows.length === 0) {
    return { kind: "note", sentence: "No run grew by enough memory to share among its tasks." };
  }
  return {
    kind: "distribution",
    id: "memory-per-task",
    title: "Memory for each task",
    description:
      "What each task adds to the program's peak resident memory. Each mark is one run. Tasks that come and go share the memory of those before them; when all are alive, each has its own.",
    axis: "bytes for each task (log scale)",
    unit: "bytes",
    rows,
  };
}
