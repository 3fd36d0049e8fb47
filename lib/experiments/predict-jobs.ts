import { isCopy } from "../catalogue/copy-of.js";
import type { VariantId } from "../catalogue/entry.js";
import { runJob } from "../measure/run-job.js";
import type { Predictions, Primitive } from "../store/result.js";
import type { Preparation } from "./experiment.js";
import type { JobCell, VariantPrograms } from "./prepare-jobs.js";

/** What a model says of one variant in one cell. */
export interface Expected {
  readonly ms: number;
  readonly because: string;
}

/** Predictions that follow from an experiment's parameters alone: nothing has to be calibrated. */
export function predictFromParameters(
  model: string,
  cells: readonly JobCell[],
  programs: VariantPrograms,
  expected: (variant: VariantId, cell: JobCell) => Expected | undefined,
): Predictions {
  const values = cells.flatMap((cell) =>
    [...programs.keys()]
      .filter((variant) => isPredicted(variant, cell))
      .flatMap((variant) => {
        const found = expected(variant, cell);
        return found ? [{ variant, cell: cell.id, value: found.ms, because: found.because }] : [];
      }),
  );
  return { model, primitives: {}, values };
}

/**
 * Predictions in proportion to the work: each program does a small part of it once, beforehand, and what one unit took
 * is the price of all others. A program that cannot run gets none.
 *
 * @param small how a cell's few units are asked for
 * @param units how many the small part has, and the whole of the cell
 */
export async function predictInProportion(
  model: string,
  cell: JobCell,
  programs: VariantPrograms,
  small: { readonly argument: object; readonly says: string; readonly units: number; readonly of: number },
  { signal, onStep }: Preparation,
): Promise<Predictions> {
  onStep(`calibrating ${small.says}`);
  const primitives: Record<string, Primitive> = {};
  const values: Predictions["values"][number][] = [];
  for (const [variant, program] of programs) {
    if ("missing" in program || !isPredicted(variant, cell)) continue;
    const { status, workMs } = await runJob(
      program.command,
      { ...program.argument, ...cell.argument(variant), ...small.argument },
      { timeLimitMs: cell.timeLimitMs, signal },
    );
    if (status !== "ok" || workMs === undefined) continue;
    const unitMs = workMs / small.units;
    primitives[variant] = { value: unitMs, unit: "ms", says: small.says };
    values.push({ variant, cell: cell.id, value: unitMs * small.of, because: `${small.says}, for each` });
  }
  return { model, primitives, values };
}

/** What is said of a program is said of its copy too, and would count twice. */
function isPredicted(variant: VariantId, { runs }: JobCell): boolean {
  return !isCopy(variant) && (runs?.(variant) ?? true);
}
