import type { Document, Experiment, Ladder, VariantId } from "../catalogue/entry.js";
import type { GapLadderChart, GapRow } from "../charts/gap-ladder.js";
import { type GapLadder, type GapStep, gapLadder } from "../stats/gap-ladder.js";
import type { ExperimentResult } from "../store/result.js";
import { languageOf, metricName, variantName } from "./names.js";
import { roundValues, unitOf } from "./samples.js";

/** A chart of each of an experiment's ladders that its headline cell has samples for. */
export function laddersOf(
  experiment: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
): GapLadderChart[] {
  return (experiment.ladders ?? []).flatMap((ladder) => {
    const values = (id: VariantId) => roundValues(result, id, experiment.metric);
    const rungs = ladder.steps.map(({ to, factor }) => ({
      ...(factor !== undefined && { factor }),
      values: values(to),
    }));
    const apart = gapLadder(values(ladder.from), rungs);
    if (!apart) return [];
    const last = ladder.steps.findLast(({ to }) => values(to).length > 0)!;
    return [
      {
        kind: "gap-ladder" as const,
        id: `${anchor}-ladder-${ladder.id}`,
        title: ladder.title,
        description:
          "From the slow end at the top to the fast end at the bottom: each bar between them is what one change takes away, as a median of the differences within rounds, with its share of the gap. A residual is what no one change explains; medians do not add up exactly, and what they leave over is shown last.",
        axis: metricName(experiment.metric).replace(" (log scale)", ""),
        unit: unitOf(experiment.metric),
        rows: rowsOf(apart, ladder, last.to, document),
      },
    ];
  });
}

function rowsOf(
  { start, end, steps, leftOver }: GapLadder,
  { from }: Ladder,
  to: VariantId,
  document: Document,
): GapRow[] {
  const endRow = (id: VariantId, size: number): GapRow => ({
    name: variantName(document, id),
    language: languageOf(id),
    from: 0,
    to: size,
  });
  let level = start;
  const partRow = (name: string, { difference, share }: Pick<GapStep, "difference" | "share">): GapRow => {
    const before = level;
    level -= difference;
    return { name, from: before, to: level, share };
  };
  const stepRow = (step: GapStep): GapRow => ({
    ...partRow(step.factors.length === 0 ? "residual: no one factor" : step.factors.join(", "), step),
    ...(step.interval && { interval: [step.interval.low, step.interval.high] }),
    ...(step.factors.length === 0 && { unexplained: true }),
  });
  return [
    endRow(from, start),
    ...steps.map(stepRow),
    { ...partRow("left over by medians", leftOver), unexplained: true },
    endRow(to, end),
  ];
}
