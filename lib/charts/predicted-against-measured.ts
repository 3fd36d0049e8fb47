import * as Plot from "@observablehq/plot";
import type { Language } from "../catalogue/entry.js";
import { formatFigure, type Unit } from "../units.js";
import { logValueAxis } from "./axes.js";
import type { ChartName } from "./chart-name.js";
import { languageSymbols, type Palette } from "./palette.js";
import { baseLayout, type PlotlyFigure, plotlyText, roundTo } from "./plotly.js";
import { drawSvg, logTicks } from "./svg.js";

/** What a model said beforehand along one axis, what came along the other: on the diagonal the model was right. */
export interface PredictedChart extends ChartName {
  readonly kind: "predicted-against-measured";
  readonly unit: Unit;
  /** At least one; all values above 0. */
  readonly points: readonly PredictedPoint[];
}

export interface PredictedPoint {
  readonly name: string;
  readonly language: Language;
  readonly predicted: number;
  readonly measured: number;
}

const HEIGHT = 400;
const NAME_WIDTH = 190;
/** Points further off than this are named; the others lie in a crowd along the diagonal. */
const NAMED_FROM = 0.25;
const PREDICTED = "predicted before the run (log scale)";
const MEASURED = "measured (log scale)";

export function predictedSvg(chart: PredictedChart, palette: Palette): string {
  const domain = domainOf(chart);
  const ticks = logTicks(domain);
  const axis = { labelArrow: "none", tickSize: 0, fill: palette.muted } as const;
  const text = (value: number) => formatFigure(value, chart.unit);
  const points = chart.points.map((point) => ({
    ...point,
    colour: palette.languages[point.language],
    symbol: languageSymbols[point.language].plot,
  }));
  const ends = domain.map((end) => ({ predicted: end, measured: end }));
  return drawSvg(
    chart,
    palette,
    {
      height: HEIGHT,
      marginTop: 28,
      marginBottom: 44,
      marginLeft: 72,
      marginRight: NAME_WIDTH,
      x: { type: "log", domain: [...domain] },
      y: { type: "log", domain: [...domain] },
      symbol: { type: "identity" },
    },
    [
      Plot.gridX(ticks, { stroke: palette.line, strokeOpacity: 1 }),
      Plot.gridY(ticks, { stroke: palette.line, strokeOpacity: 1 }),
      Plot.axisX(ticks, { ...axis, text, label: PREDICTED, labelAnchor: "center" }),
      Plot.axisY(ticks, { ...axis, text, label: MEASURED, labelAnchor: "top" }),
      Plot.line(ends, { x: "predicted", y: "measured", stroke: palette.ink, strokeWidth: 1.2 }),
      Plot.dot(points, { x: "predicted", y: "measured", r: 4.4, symbol: "symbol", fill: "colour" }),
      Plot.text(points.filter(isFarOff), {
        x: "predicted",
        y: "measured",
        text: "name",
        textAnchor: "start",
        dx: 9,
        fill: "colour",
      }),
    ],
  );
}

export function predictedFigure(chart: PredictedChart, palette: Palette): PlotlyFigure {
  const { points, unit } = chart;
  const domain = domainOf(chart);
  const axis = (title: string) => logValueAxis(title, unit, domain, palette);
  return {
    data: [
      {
        type: "scatter",
        mode: "markers",
        x: points.map(({ predicted }) => roundTo(predicted, 6)),
        y: points.map(({ measured }) => roundTo(measured, 6)),
        text: points.map(({ name, predicted, measured }) =>
          plotlyText(
            `${name}: predicted ${formatFigure(predicted, unit)}, measured ${formatFigure(measured, unit)}`,
          ),
        ),
        hoverinfo: "text",
        marker: {
          size: 9,
          color: points.map(({ language }) => palette.languages[language]),
          symbol: points.map(({ language }) => languageSymbols[language].plotly),
        },
      },
    ],
    layout: {
      ...baseLayout(palette, HEIGHT + 24, 0),
      margin: { l: 72, r: 24, t: 28, b: 44 },
      xaxis: axis(PREDICTED),
      yaxis: axis(MEASURED),
      shapes: [
        {
          type: "line",
          layer: "below",
          x0: domain[0],
          y0: domain[0],
          x1: domain[1],
          y1: domain[1],
          line: { color: palette.ink, width: 1.2 },
        },
      ],
    },
  };
}

function isFarOff({ predicted, measured }: PredictedPoint): boolean {
  return Math.abs(predicted / measured - 1) > NAMED_FROM;
}

/** One for both axes, or the diagonal would mean nothing. */
function domainOf({ points }: PredictedChart): [number, number] {
  const values = points.flatMap(({ predicted, measured }) => [predicted, measured]);
  return [Math.min(...values) * 0.8, Math.max(...values) * 1.25];
}
