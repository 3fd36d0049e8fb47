import type {
  Document,
  Experiment,
  Metric,
  PublishedFigure,
  RatioClaim,
  VariantId,
} from "../../catalogue/entry.js";
import type { ExperimentResult } from "../../store/result.js";
import type { ComparedExperiment, Comparison, Side } from "./comparison.js";
import { advantages, changedOrders, turned } from "./rank-changes.js";
import { declaredRatios, measuredRatio, ratioRow, type Within } from "./ratio-rows.js";

/** Compares a machine with the figures that the documents print, on whichever side they are. */
export function comparePublished(
  a: Side,
  b: Side,
  documents: readonly Document[],
): Pick<Comparison, "experiments" | "suspects" | "notCompared" | "lost"> {
  const measured = a.kind === "measured" ? a : b.kind === "measured" ? b : null;
  const experiments = documents.flatMap((document) => {
    const file = measured?.results.find((result) => result.document === document.slug);
    return Object.values(file?.experiments ?? {}).map((result) => compared(document, result, measured === a));
  });
  const some = ({ ratios, rankChanges }: ComparedExperiment) => ratios.length + rankChanges.length > 0;
  return { experiments: experiments.filter(some), suspects: [], notCompared: [], lost: [] };
}

function compared(document: Document, result: ExperimentResult, measuredFirst: boolean): ComparedExperiment {
  const withRatio = declaredRatios(document, result).filter(({ published }) => published !== undefined);
  const experiment = document.experiments.find(({ id }) => id === result.id);
  const pairOf = (ahead: VariantId, behind: VariantId) => printedPair(document, experiment, ahead, behind);
  const inDocument = (ahead: VariantId, behind: VariantId) => {
    const pair = pairOf(ahead, behind);
    return pair ? printedAdvantage(pair) : null;
  };
  const measured = (ahead: VariantId, behind: VariantId) => {
    const pair = pairOf(ahead, behind);
    return pair ? advantages(result, pair.metric, pair.cell)(ahead, behind) : null;
  };
  const variants = experiment?.variants.map(({ id }) => id) ?? [];
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

/** Two printed figures of the same work in the same unit. */
interface PrintedPair {
  readonly ahead: PublishedFigure;
  readonly behind: PublishedFigure;
  readonly metric: Metric;
  readonly cell: string | undefined;
}

function printedPair(
  document: Document,
  experiment: Experiment | undefined,
  first: VariantId,
  second: VariantId,
): PrintedPair | undefined {
  const figures = document.published.filter((figure) => figure.experiment === experiment?.id);
  for (const ahead of figures.filter(({ variant }) => variant === first)) {
    const behind = figures.find((figure) => figure.variant === second && comparable(figure, ahead));
    if (behind) return { ahead, behind, metric: ahead.metric ?? experiment!.metric, cell: ahead.cell };
  }
  return undefined;
}

function printedAdvantage({ ahead, behind, metric }: PrintedPair): Within {
  const [above, below] = turned(metric, ahead, behind);
  const [least, most] = rangeOf(above);
  const [lowest, highest] = rangeOf(below);
  return printed(least / highest, most / lowest);
}

function comparable(a: PublishedFigure, b: PublishedFigure): boolean {
  return a.work === b.work && a.unit === b.unit && a.metric === b.metric && a.cell === b.cell;
}

function rangeOf({ value }: PublishedFigure): readonly [number, number] {
  return typeof value === "number" ? [value, value] : value;
}
