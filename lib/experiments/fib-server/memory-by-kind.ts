import type { DistributionChart } from "../../charts/distribution.js";
import { languageNames } from "../../charts/palette.js";
import { boxOf } from "../../render/experiment-charts.js";
import { languageOf } from "../../render/names.js";
import { valuesIn } from "../../render/samples.js";
import { median } from "../../stats/quantile.js";
import { formatFigure } from "../../units.js";
import type { Measurement } from "../measurement.js";
import type { Note } from "../notebook-output.js";

/** The cells of `memory`, and what a reader may call them. */
const KINDS = [
  ["memory=virtual", "address space"],
  ["memory=resident", "resident"],
  ["memory=proportional", "own share"],
] as const;

/** Every server, by its short name, under each kind of memory, the largest first within a kind, so that changes of rank show. */
export function memoryByKind({ experiment, file }: Measurement): DistributionChart | Note {
  const result = file.experiments[experiment.id];
  const variants = experiment.variants.filter(({ copyOf }) => copyOf === undefined);
  const rows = KINDS.flatMap(([cell, kind]) =>
    variants
      .map(({ id }) => ({
        name: `${kind}: ${languageNames[languageOf(id)]} ${id.slice(id.indexOf("/") + 1)}`,
        language: languageOf(id),
        values: result ? valuesIn(result, id, experiment.metric, cell) : [],
      }))
      .filter(({ values }) => values.length > 0)
      .map((row) => ({ ...row, box: boxOf(row.values) }))
      .sort((a, b) => b.box.median - a.box.median),
  );
  if (rows.length === 0)
    return { kind: "note", sentence: "No server's memory could be read on this system." };
  return {
    kind: "distribution",
    id: "memory-by-kind",
    title: "The same servers under three kinds of memory",
    description: rows
      .map(({ name, values }) => `${name}: ${formatFigure(median(values), "bytes")}`)
      .join("; "),
    axis: "memory of the process tree (log scale)",
    unit: "bytes",
    rows,
  };
}
