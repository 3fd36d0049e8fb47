import type { Document, VariantId } from "../catalogue/entry.js";
import type { ChartName } from "../charts/chart-name.js";
import type { OutcomeCell, OutcomeGridChart } from "../charts/outcome-grid.js";
import type { ExperimentResult, Sample } from "../store/result.js";
import { languageOf, variantName } from "./names.js";
import { plainText } from "./plain-text.js";
import { samplesIn } from "./samples.js";

export type Outcome = Omit<OutcomeCell, "row" | "column">;

interface OutcomeGridParts {
  readonly result: ExperimentResult;
  readonly document: Document;
  /** The rows, as far as they have an outcome in some cell. */
  readonly ids: readonly VariantId[];
  /** The columns. */
  readonly cells: readonly string[];
  readonly outcomeOf: (samples: readonly Sample[]) => Outcome | undefined;
}

/** A grid of what came out of each variant in each cell; undefined where nothing did. */
export function outcomeGridOf(
  name: ChartName,
  { result, document, ids, cells, outcomeOf }: OutcomeGridParts,
): OutcomeGridChart | undefined {
  const rows = ids
    .map((id) => ({
      name: variantName(document, id),
      language: languageOf(id),
      outcomes: cells.map((cell) => outcomeOf(samplesIn(result, id, cell))),
    }))
    .filter(({ outcomes }) => outcomes.some((outcome) => outcome !== undefined));
  if (rows.length === 0) return undefined;
  return {
    kind: "outcome-grid",
    ...name,
    rows: rows.map(({ name, language }) => ({ name, language })),
    columnsAre: "Variant",
    columns: cells.map(plainText),
    cells: rows.flatMap(({ outcomes }, row) =>
      outcomes.flatMap((outcome, column) => (outcome ? [{ row, column, ...outcome }] : [])),
    ),
  };
}
