import type { Document, Experiment, RatioClaim, VariantId } from "../catalogue/entry.js";
import type { CurvesChart } from "../charts/curves.js";
import type { HeatMapChart } from "../charts/heat-map.js";
import type { Cell, ExperimentResult } from "../store/result.js";
import { formatFigure } from "../units.js";
import { languageOf, metricName, parameterName, ratioPhrase, variantName } from "./names.js";
import { plainText } from "./plain-text.js";
import { ratioOf, unitOf, valuesIn } from "./samples.js";
import { statisticOf } from "./summary.js";

/** The cells of a sweep, by the numbers that tell them apart. */
export interface Sweep {
  readonly parameters: readonly string[];
  readonly cells: readonly { readonly id: string; readonly at: readonly number[] }[];
}

/** How each variant's median grows along a sweep of one number. */
export function scalingOf(
  { title, metric }: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
  ids: readonly VariantId[],
): CurvesChart | undefined {
  const sweep = sweepOf(result);
  const [parameter] = sweep.parameters;
  if (parameter === undefined || sweep.parameters.length > 1) return undefined;
  const curves = ids.flatMap((id) => {
    const points = sweep.cells
      .map(
        ({ id: cell, at: [x] }) => [x!, statisticOf(valuesIn(result, id, metric, cell), "median")] as const,
      )
      .filter((point): point is [number, number] => (point[1] ?? 0) > 0)
      .sort(([a], [b]) => a - b);
    return points.length < 2 ? [] : [{ name: variantName(document, id), language: languageOf(id), points }];
  });
  if (curves.length === 0) return undefined;
  const axis = metricName(metric);
  return {
    kind: "curves",
    id: `${anchor}-scaling`,
    title: `${title}: along ${plainText(parameterName(parameter))}`,
    description: `Each line is a variant's median ${axis.replace(" (log scale)", "")} at each ${plainText(parameterName(parameter))} that was measured. A level line does not mind; what rises with it waits for it.`,
    xAxis: plainText(parameterName(parameter)),
    xUnit: parameter.endsWith("Ms") ? "ms" : "count",
    yAxis: axis,
    unit: unitOf(metric),
    curves,
  };
}

/** The ratio of a claim over a sweep of two numbers, as a map. */
export function ratioMapOf(
  experiment: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
): HeatMapChart | undefined {
  const { parameters, cells } = sweepOf(result);
  const claim = document.claims.find(
    (candidate): candidate is RatioClaim =>
      candidate.kind === "ratio" && candidate.experiment === experiment.id,
  );
  if (claim === undefined || parameters.length !== 2) return undefined;
  const [down, across] = [0, 1].map((which) =>
    [...new Set(cells.map(({ at }) => at[which]!))].sort((a, b) => a - b),
  ) as [number[], number[]];
  const { numerator, denominator, metric } = claim;
  const measured = cells.flatMap(({ id, at }) => {
    const ratio = ratioOf(result, numerator, denominator, metric, id);
    if (ratio === null || ratio.middle <= 0) return [];
    return [
      {
        row: down.indexOf(at[0]!),
        column: across.indexOf(at[1]!),
        value: ratio.middle,
        text: formatFigure(ratio.middle, "ratio"),
        detail: `${formatFigure(ratio.low, "ratio")} to ${formatFigure(ratio.high, "ratio")}`,
      },
    ];
  });
  if (measured.length < 2) return undefined;
  const [rowsAre, columnsAre] = parameters.map((name) => plainText(parameterName(name))) as [string, string];
  const level = (which: number, value: number) =>
    formatFigure(value, parameters[which]!.endsWith("Ms") ? "ms" : "count");
  return {
    kind: "heat-map",
    id: `${anchor}-map`,
    title: `${experiment.title}: the ratio by ${rowsAre} and ${columnsAre}`,
    description: `${variantName(document, numerator)} took, or had, so many times ${ratioPhrase(metric)} ${variantName(document, denominator)}: in the accent more, in grey less.`,
    rows: down.map((value) => ({ name: `${rowsAre} ${level(0, value)}` })),
    columnsAre,
    columns: across.map((value) => `${columnsAre} ${level(1, value)}`),
    cells: measured,
  };
}

/** The parameters that are numbers and not the same in all cells; none where the cells differ in words as well. */
export function sweepOf({ cells }: ExperimentResult): Sweep {
  const entries = Object.entries(cells);
  const names = [...new Set(entries.flatMap(([, { parameters }]) => Object.keys(parameters)))];
  const differing = names.filter(
    (name) => new Set(entries.map(([, cell]) => parameterOf(cell, name))).size > 1,
  );
  const numbers = entries.map(([, cell]) => differing.map((name) => parameterOf(cell, name)));
  if (!numbers.flat().every((value) => typeof value === "number")) return { parameters: [], cells: [] };
  return {
    parameters: differing,
    cells: entries.map(([id], index) => ({ id, at: numbers[index] as number[] })),
  };
}

function parameterOf({ parameters }: Cell, name: string): string | number | boolean | undefined {
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}
