import type { Metric, VariantId } from "../catalogue/entry.js";
import { reasonsOf } from "../render/missing.js";
import { variantName } from "../render/names.js";
import { samplesIn } from "../render/samples.js";
import { figureIn } from "./figure-column.js";
import type { Measurement } from "./measurement.js";
import type { Note, Table } from "./notebook-output.js";

/**
 * The medians of chosen metrics, a row for each variant: for the counters and the cells that `comparison` leaves out.
 *
 * @param columns what each column is called, and the metric that stands in it
 * @param cell one of the experiment's cells; by default its headline
 * @returns a sentence in place of the table where the cell was not measured
 */
export function metricTable(
  { document, experiment, file }: Measurement,
  columns: Readonly<Record<string, Metric>>,
  cell?: string,
): Table | Note {
  const result = file.experiments[experiment.id]!;
  if (cell !== undefined && !Object.hasOwn(result.cells, cell)) {
    const measured = Object.keys(result.cells).join(", ");
    return {
      kind: "note",
      sentence: `The ${file.profile} profile measures ${measured} here, and not ${cell}.`,
    };
  }
  const rows = (Object.keys(result.variants) as VariantId[]).flatMap((id) => {
    const samples = samplesIn(result, id, cell);
    if (samples.length === 0) return [];
    const figures = Object.values(columns).map((metric) => figureIn({ metric, cell }, result, id));
    const reasons = FAILURES.flatMap((status) => reasonsOf(samples, status));
    return [[variantName(document, id), ...figures, reasons.join("; ")]];
  });
  const head = ["variant", ...Object.keys(columns), "remarks"];
  if (rows.some((row) => row.at(-1) !== "")) return { kind: "table", head, rows };
  return { kind: "table", head: head.slice(0, -1), rows: rows.map((row) => row.slice(0, -1)) };
}

const FAILURES = ["skipped", "error", "timeout", "invalid"] as const;
