import type { VariantId } from "../../catalogue/entry.js";
import { path } from "../figure-path.js";
import type { Figure } from "../prose.js";

/** The figures in one cell of a column, in their order. */
export interface CellFigures {
  readonly id: VariantId;
  readonly figures: readonly (Figure | undefined)[];
}

/** What the figures of a column share. */
export interface ColumnHead {
  /** Of each figure in a cell, with a star for the variant of the row. */
  readonly paths: readonly string[];
  readonly unit: Figure["unit"];
}

/**
 * What the head of a column says once for all figures below it, which then need neither path nor unit: written out in
 * every cell these would be a third of the page.
 *
 * @returns undefined where no cell has figures or some figure differs: then each must carry its own.
 */
export function columnHead(cells: readonly CellFigures[]): ColumnHead | undefined {
  const heads = cells
    .map(({ id, figures }) => ({ id, figures: figures.filter((figure) => figure !== undefined) }))
    .filter(({ figures }) => figures.length > 0)
    .map(({ id, figures }) => ({
      paths: figures.map((figure) => figure.path.replace(`/${path(id)}/`, "/*/")),
      unit: figures[0]!.unit,
      isPlain: figures.every(({ unit }) => unit === figures[0]!.unit),
    }));
  const [head] = heads;
  if (head === undefined) return undefined;
  const key = head.paths.join(" ");
  const isShared = heads.every(
    ({ paths, unit, isPlain }) => isPlain && unit === head.unit && paths.join(" ") === key,
  );
  // One star in each, and no space but those between them: else the paths could not be read back.
  const isReadable = head.paths.every((each) => each.split("*").length === 2 && !/\s/.test(each));
  return isShared && isReadable ? { paths: head.paths, unit: head.unit } : undefined;
}
