import type { Crossing, Document, Experiment } from "../catalogue/entry.js";
import type { CurvesChart } from "../charts/curves.js";
import { lastCrossing } from "../stats/crossing.js";
import { median } from "../stats/quantile.js";
import { roundRatios } from "../stats/ratio.js";
import type { ExperimentResult } from "../store/result.js";
import { formatFigure } from "../units.js";
import { languageOf, variantName } from "./names.js";
import { plainText } from "./plain-text.js";
import { roundValues, valuesIn } from "./samples.js";
import { sweepOf } from "./sweep-charts.js";

/** How the dearer way becomes the cheaper one along a sweep. */
export interface MeasuredCrossing extends Crossing {
  /** Ratios of the two within rounds, their median at each place of the sweep, by rising place; at least two. */
  readonly points: readonly (readonly [x: number, ratio: number])[];
  /** Where the ratio should come to 1, from what was measured of the two ways beforehand. */
  readonly predicted?: number;
  /** Where it does; absent where the way that hands over never becomes the cheaper. */
  readonly measured?: number;
}

/** An experiment's crossings, those that its results have both sides of. */
export function crossingsOf(
  { crossings = [], metric }: Experiment,
  result: ExperimentResult,
): MeasuredCrossing[] {
  const { cells } = sweepOf(result);
  const places = cells.map(({ id, at }) => ({ cell: id, x: at[0]! })).sort((a, b) => a.x - b.x);
  return crossings.flatMap((crossing) => {
    const points = places.flatMap(({ cell, x }) => {
      const values = (id: Crossing["inPlace"]) => roundValues(result, id, metric, cell);
      const { ratios } = roundRatios(values(crossing.handedOver), values(crossing.inPlace));
      return ratios.length === 0 ? [] : [[x, median(ratios)] as const];
    });
    if (points.length < 2) return [];
    const predictions = valuesIn(result, crossing.handedOver, "counters.predicted");
    const measured = lastCrossing(points);
    return [
      {
        ...crossing,
        points,
        ...(predictions.length > 0 && { predicted: median(predictions) }),
        ...(measured !== undefined && { measured }),
      },
    ];
  });
}

/** Each way that hands over against the same work in place, along the sweep, with rings where they were to cross. */
export function crossingChartOf(
  experiment: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
): CurvesChart | undefined {
  const crossings = crossingsOf(experiment, result);
  if (crossings.length === 0) return undefined;
  const [parameter] = sweepOf(result).parameters;
  return {
    kind: "curves",
    id: `${anchor}-crossings`,
    title: `${experiment.title}: handed over against in place`,
    description: `Above the line handing over takes longer than computing in place, below it less. A ring stands where each curve was to cross, predicted from the price of the hop and of the work alone. ${crossings.map((crossing) => outcome(document, crossing)).join("; ")}.`,
    xAxis: plainText(parameter ?? ""),
    yAxis: "time handed over / time in place (log scale)",
    unit: "ratio",
    curves: crossings.map(({ handedOver, points }) => ({
      name: variantName(document, handedOver),
      language: languageOf(handedOver),
      points,
    })),
    level: 1,
    rings: crossings.flatMap(({ handedOver, predicted }) =>
      predicted === undefined ? [] : [{ x: predicted, value: 1, language: languageOf(handedOver) }],
    ),
  };
}

function outcome(document: Document, { handedOver, predicted, measured }: MeasuredCrossing): string {
  const at = (place: number) => formatFigure(place, "count");
  const said = predicted === undefined ? "nothing predicted" : `predicted ${at(predicted)}`;
  const came = measured === undefined ? "never cheaper here" : `measured ${at(measured)}`;
  return `${variantName(document, handedOver)}: ${said}, ${came}`;
}
