import type { Document, PublishedFigure, RatioClaim, VariantId } from "../../catalogue/entry.js";
import type { ExperimentResult } from "../../store/result.js";
import { floorFactor } from "../noise.js";
import { ratioOf } from "../samples.js";
import type { ComparedExperiment, Comparison, Side } from "./comparison.js";
import { changedOrders } from "./rank-changes.js";
import { claimsOf, measuredRatio, ratioRow, type Within } from "./ratio-rows.js";

/** Compares a machine with the figures that the documents print, on whichever side they are. */
export function comparePublished(
  a: Side,
  b: Side,
  documents: readonly Document[],
): Pick<Comparison, "experiments" | "suspects" | "notCompared"> {
  const measured = a.kind === "measured" ? a : b.kind === "measured" ? b : null;
  const experiments = documents.flatMap((document) => {
    const file = measured?.results.find((result) => result.document === document.slug);
    return Object.values(file?.experiments ?? {}).map((result) => compared(document, result, measured === a));
  });
  const some = ({ ratios, rankChanges }: ComparedExperiment) => ratios.length + rankChanges.length > 0;
  return { experiments: experiments.filter(some), suspects: [], notCompared: [] };
}

function compared(document: Document, result: ExperimentResult, measuredFirst: boolean): ComparedExperiment {
  const withRatio = claimsOf(document.claims, result.id).filter(({ published }) => published !== undefined);
  const inDocument = (above: VariantId, below: VariantId) => printedRatio(document, result.id, above, below);
  const measured = (above: VariantId, below: VariantId) => measuredPair(document, result, above, below);
  const variants =
    document.experiments.find(({ id }) => id === result.id)?.variants.map(({ id }) => id) ?? [];
  const ordered = <Value>(own: Value, theirs: Value): [Value, Value] =>
    measuredFirst ? [own, theirs] : [theirs, own];
  return {
    document: document.slug,
    experiment: result.id,
    values: [],
    ratios: withRatio.map((claim) =>
      ratioRow(claim, ...ordered(measuredRatio(claim, result), printedRange(claim))),
    ),
    rankChanges: changedOrders(variants, ...ordered(measured, inDocument)),
  };
}

/** A printed ratio says nothing of its noise: its bounds are itself, or the range that is printed. */
function printedRange({ published }: RatioClaim): Within | null {
  if (published === undefined) return null;
  const [low, high] = typeof published === "number" ? [published, published] : published;
  return printed(low, high);
}

function printed(low: number, high: number): Within {
  return { low, middle: low === high ? low : null, high, floor: 1 };
}

/** From two printed figures of the same work in the same unit. */
function printedRatio(
  document: Document,
  experiment: string,
  above: VariantId,
  below: VariantId,
): Within | null {
  const figures = document.published.filter((figure) => figure.experiment === experiment);
  for (const numerator of figures.filter(({ variant }) => variant === above)) {
    const denominator = figures.find((figure) => figure.variant === below && comparable(figure, numerator));
    if (!denominator) continue;
    const [least, most] = rangeOf(numerator);
    const [lowest, highest] = rangeOf(denominator);
    return printed(least / highest, most / lowest);
  }
  return null;
}

function measuredPair(
  document: Document,
  result: ExperimentResult,
  above: VariantId,
  below: VariantId,
): Within | null {
  const figure = document.published.find(
    (one) => one.experiment === result.id && (one.variant === above || one.variant === below),
  );
  const experiment = document.experiments.find(({ id }) => id === result.id);
  if (!figure || !experiment) return null;
  const metric = figure.metric ?? experiment.metric;
  const ratio = ratioOf(result, above, below, metric, figure.cell);
  const floor = floorFactor(result, metric, figure.cell);
  return ratio && { low: ratio.low, middle: ratio.middle, high: ratio.high, floor };
}

function comparable(a: PublishedFigure, b: PublishedFigure): boolean {
  return a.work === b.work && a.unit === b.unit && a.metric === b.metric && a.cell === b.cell;
}

function rangeOf({ value }: PublishedFigure): readonly [number, number] {
  return typeof value === "number" ? [value, value] : value;
}
