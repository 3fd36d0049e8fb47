import type { Document, Experiment, Metric, RatioClaim, VariantId } from "../catalogue/entry.js";
import type { HeatMapChart } from "../charts/heat-map.js";
import { intervalText, type RatioRow, type RatiosChart } from "../charts/ratios.js";
import type { ExperimentResult } from "../store/result.js";
import { formatFigure } from "../units.js";
import { languageOf, parameterName, ratioPhrase, variantName } from "./names.js";
import { plainText } from "./plain-text.js";
import { ratioOf } from "./samples.js";
import { levelName, type Sweep, sweepOf } from "./sweep-charts.js";

/** Two variants, of which one is so many times the other. */
interface Pair {
  readonly numerator: VariantId;
  readonly denominator: VariantId;
  readonly metric: Metric;
}

/**
 * How far variants are apart in each cell. Over a sweep of two numbers a map for each pair: every variant and the one
 * that the experiment sets them `against`, or else the two of its first claim of a ratio. Over fewer cells one row of
 * dots for all that are set against one.
 */
export function ratioChartsOf(
  experiment: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
): (HeatMapChart | RatiosChart)[] {
  const sweep = sweepOf(result);
  const pairs = pairsOf(experiment, document);
  const charts =
    sweep.parameters.length === 2
      ? pairs.map((pair) => mapOf(pair, sweep, experiment, result, document, anchor))
      : [
          experiment.against === undefined
            ? undefined
            : dotsOf(pairs, sweep, experiment, result, document, anchor),
        ];
  return charts.filter((chart) => chart !== undefined);
}

function pairsOf({ id, against, metric, variants }: Experiment, { claims }: Document): Pair[] {
  if (against !== undefined) {
    return variants
      .filter((variant) => variant.id !== against && variant.copyOf === undefined)
      .map((variant) => ({ numerator: variant.id, denominator: against, metric }));
  }
  const claim = claims.find(
    (candidate): candidate is RatioClaim => candidate.kind === "ratio" && candidate.experiment === id,
  );
  return claim === undefined ? [] : [claim];
}

function mapOf(
  { numerator, denominator, metric }: Pair,
  { parameters, cells }: Sweep,
  { title, against }: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
): HeatMapChart | undefined {
  const [down, across] = [0, 1].map((which) =>
    [...new Set(cells.map(({ at }) => at[which]!))].sort((a, b) => a - b),
  ) as [number[], number[]];
  const measured = cells.flatMap(({ id, at }) => {
    const ratio = ratioOf(result, numerator, denominator, metric, id);
    if (ratio === null || ratio.middle <= 0) return [];
    return [
      {
        row: down.indexOf(at[0]!),
        column: across.indexOf(at[1]!),
        value: ratio.middle,
        text: formatFigure(ratio.middle, "ratio"),
        detail: intervalText(ratio),
      },
    ];
  });
  if (measured.length < 2) return undefined;
  const [rowParameter, columnParameter] = parameters as [string, string];
  const [rowsAre, columnsAre] = parameters.map((name) => plainText(parameterName(name))) as [string, string];
  const name = variantName(document, numerator);
  return {
    kind: "heat-map",
    id: against === undefined ? `${anchor}-map` : `${anchor}-map-${numerator.replace("/", "-")}`,
    title: `${title}: ${name} by ${rowsAre} and ${columnsAre}`,
    description: `${name} took, or had, so many times ${ratioPhrase(metric)} ${variantName(document, denominator)}: in the accent more, in grey less, and the paler the nearer to level.`,
    rows: down.map((value) => ({ name: levelName(rowParameter, value) })),
    columnsAre,
    columns: across.map((value) => levelName(columnParameter, value)),
    cells: measured,
  };
}

function dotsOf(
  pairs: readonly Pair[],
  { parameters: [parameter], cells }: Sweep,
  { title, metric, against, variants }: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
): RatiosChart | undefined {
  if (parameter === undefined || against === undefined) return undefined;
  const rows = pairs.flatMap(({ numerator }) =>
    [...cells]
      .sort((a, b) => a.at[0]! - b.at[0]!)
      .flatMap(({ id, at }): RatioRow[] => {
        const ratio = ratioOf(result, numerator, against, metric, id);
        // The colour tells the language; the axis has no room for both.
        const variant = variants.find((candidate) => candidate.id === numerator)!.title;
        const name = `${variant}, ${levelName(parameter, at[0]!)}`;
        return ratio === null || ratio.low <= 0
          ? []
          : [
              {
                name,
                language: languageOf(numerator),
                low: ratio.low,
                middle: ratio.middle,
                high: ratio.high,
              },
            ];
      }),
  );
  if (rows.length === 0) return undefined;
  const other = variantName(document, against);
  return {
    kind: "ratios",
    id: `${anchor}-ratios`,
    title: `${title}: how far from ${other}`,
    description: `Each mark is how many times ${ratioPhrase(metric)} ${other} a variant took, or had, in one cell, with its interval. The dashed line is level: to its right more, to its left less.`,
    axis: `times ${ratioPhrase(metric)} ${other} (log scale)`,
    rows,
  };
}
