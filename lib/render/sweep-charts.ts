import type { Document, Experiment, VariantId } from "../catalogue/entry.js";
import type { CurvesChart } from "../charts/curves.js";
import type { Cell, ExperimentResult } from "../store/result.js";
import { formatFigure } from "../units.js";
import { languageOf, metricName, parameterName, variantName } from "./names.js";
import { plainText } from "./plain-text.js";
import { unitOf, valuesIn } from "./samples.js";
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

/** A value of a sweep's parameter with its name: "wait 100 ms". */
export function levelName(parameter: string, value: number): string {
  return `${plainText(parameterName(parameter))} ${formatFigure(value, parameter.endsWith("Ms") ? "ms" : "count")}`;
}

function parameterOf({ parameters }: Cell, name: string): string | number | boolean | undefined {
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}
