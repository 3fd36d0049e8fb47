import type { Document, Metric, VariantId } from "../../catalogue/entry.js";
import { holm } from "../../stats/holm.js";
import { median } from "../../stats/quantile.js";
import { type RatioBetweenRuns, ratioBetweenRuns } from "../../stats/ratio-between-runs.js";
import type { ExperimentResult } from "../../store/result.js";
import { betterIs } from "../better.js";
import { SIGNIFICANCE } from "../corrected-test.js";
import { differingParameters } from "../differing-parameters.js";
import { floorFactor } from "../noise.js";
import { unitOf, valuesIn } from "../samples.js";
import type { Pair } from "./comparison.js";
import { declaredRatios } from "./ratio-rows.js";

/** One variant in one cell, in absolute values of the experiment's metric. */
export interface ValueRow {
  readonly variant: VariantId;
  readonly cell: string;
  readonly metric: Metric;
  /** Medians of the samples that ended well. */
  readonly a: number;
  readonly b: number;
  /** B as a multiple of A; null with too few samples for an interval, or none above 0. */
  readonly ratio: RatioBetweenRuns | null;
  /**
   * Only for variants that a claim compares; null for the others, which are shown with their interval alone, and
   * where nothing can be said: with fewer than six samples, or without a noise floor.
   */
  readonly verdict: RowVerdict | null;
}

export type RowVerdict = "slower" | "faster" | "more" | "less" | "level";

const SAMPLES_NEEDED = 6;

/** All rows of an experiment: its variants in each cell that both sides measured under the same parameters. */
export function valueRows(pair: Pair): ValueRow[] {
  const { document, a, b } = pair;
  const experiment = document.experiments.find(({ id }) => id === a.id)!;
  const cells = Object.keys(a.cells).filter((cell) => sameCell(a, b, cell));
  const rows = cells.flatMap((cell) =>
    experiment.variants.flatMap(({ id }): ValueRow[] => {
      const [before, after] = [a, b].map((side) => valuesIn(side, id, experiment.metric, cell));
      if (!before?.length || !after?.length) return [];
      const ratio = positive(before, after) ? ratioBetweenRuns(after, before) : null;
      const row = { variant: id, cell, metric: experiment.metric, a: median(before), b: median(after) };
      return [{ ...row, ratio: enough(before, after) ? ratio : null, verdict: null }];
    }),
  );
  return judged(rows, pair);
}

/** Gives the declared rows their verdicts: the corrected test and an interval clear of both sides' noise floors. */
function judged(rows: readonly ValueRow[], { document, a, b }: Pair): ValueRow[] {
  const floorOf = ({ metric, cell }: ValueRow) =>
    Math.max(floorFactor(a, metric, cell), floorFactor(b, metric, cell));
  const declared = declaredRows(document, a);
  const tested = rows.filter(
    (row) => row.ratio && Number.isFinite(floorOf(row)) && declared.has(`${row.variant} ${row.cell}`),
  );
  const corrected = holm(tested.map(({ ratio }) => ratio!.p));
  return rows.map((row) => {
    const place = tested.indexOf(row);
    if (place < 0 || !row.ratio) return row;
    const { low, high } = row.ratio;
    const floor = floorOf(row);
    const clear = low > floor ? "above" : high < 1 / floor ? "below" : null;
    if (corrected[place]! > SIGNIFICANCE || clear === null) return { ...row, verdict: "level" };
    return { ...row, verdict: wordFor(row.metric, clear) };
  });
}

function wordFor(metric: Metric, clear: "above" | "below"): RowVerdict {
  const has = clear === "above" ? "more" : "less";
  const isOfSpeed = unitOf(metric) === "ms" || unitOf(metric) === "requests/s";
  if (!isOfSpeed) return has;
  return has === betterIs(metric) ? "faster" : "slower";
}

/** What the claims compare: `<variant> <cell>` each. */
function declaredRows(document: Document, result: ExperimentResult): ReadonlySet<string> {
  return new Set(
    declaredRatios(document, result).flatMap(({ numerator, denominator, cell }) => [
      `${numerator} ${cell}`,
      `${denominator} ${cell}`,
    ]),
  );
}

/** The cells that both sides measured, but not alike: a sentence each. */
export function otherwiseMeasured({ document, a, b }: Pair): string[] {
  const common = Object.keys(a.cells).filter((cell) => Object.hasOwn(b.cells, cell));
  return common.flatMap((cell) => {
    const differing = differingInCell(a, b, cell);
    if (differing.length === 0) return [];
    return [`${document.slug}/${a.id}, ${cell}: measured under other parameters: ${differing.join(", ")}`];
  });
}

function sameCell(a: ExperimentResult, b: ExperimentResult, cell: string): boolean {
  return Object.hasOwn(b.cells, cell) && differingInCell(a, b, cell).length === 0;
}

function differingInCell(a: ExperimentResult, b: ExperimentResult, cell: string): string[] {
  return differingParameters(a.cells[cell]!.parameters, b.cells[cell]!.parameters);
}

function positive(...sides: readonly (readonly number[])[]): boolean {
  return sides.every((values) => values.every((value) => value > 0));
}

function enough(...sides: readonly (readonly number[])[]): boolean {
  return sides.every(({ length }) => length >= SAMPLES_NEEDED);
}
