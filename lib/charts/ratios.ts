import * as Plot from "@observablehq/plot";
import type { Language } from "../catalogue/entry.js";
import { formatFigure } from "../units.js";
import { logAxes, logValueAxis } from "./axes.js";
import type { ChartName } from "./chart-name.js";
import { languageSymbols, type Palette } from "./palette.js";
import { baseLayout, type PlotlyFigure, plotlyText, roundTo, rowAxis, uprightLine } from "./plotly.js";
import { drawSvg, rowName } from "./svg.js";

/** Ratios with their intervals, each a dot on one logarithmic axis: how far from level, and on which side. */
export interface RatiosChart extends ChartName {
  readonly kind: "ratios";
  readonly axis: string;
  /** At least one. */
  readonly rows: readonly RatioRow[];
}

/** All three above 0. */
export interface RatioRow {
  readonly name: string;
  readonly language: Language;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

const ROW_HEIGHT = 30;

export function ratiosSvg(chart: RatiosChart, palette: Palette): string {
  const dots = chart.rows.map((row, index) => ({
    ...row,
    row: index,
    colour: palette.languages[row.language],
    symbol: languageSymbols[row.language].plot,
  }));
  const domain = domainOf(chart);
  return drawSvg(
    chart,
    palette,
    {
      height: chart.rows.length * ROW_HEIGHT + 52,
      marginTop: 8,
      marginBottom: 40,
      marginRight: 76,
      x: { type: "log", domain: [...domain] },
      y: { type: "band", domain: chart.rows.map((_, row) => row), label: null },
      symbol: { type: "identity" },
    },
    [
      ...logAxes({ ...chart, unit: "ratio" }, domain, palette),
      Plot.ruleX([1], { stroke: palette.ink, strokeDasharray: "4 3", strokeWidth: 1.2 }),
      Plot.ruleY(dots, { y: "row", x1: "low", x2: "high", stroke: "colour", strokeWidth: 2 }),
      Plot.dot(dots, { y: "row", x: "middle", r: 4.4, symbol: "symbol", fill: "colour" }),
      Plot.text(dots, {
        y: "row",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 10,
        text: ({ middle }: RatioRow) => formatFigure(middle, "ratio"),
        fill: palette.ink,
      }),
    ],
  );
}

export function ratiosFigure(chart: RatiosChart, palette: Palette): PlotlyFigure {
  const { rows } = chart;
  return {
    data: [
      {
        type: "scatter",
        mode: "markers",
        x: rows.map(({ middle }) => roundTo(middle)),
        y: rows.map((_, row) => row),
        error_x: {
          type: "data",
          symmetric: false,
          array: rows.map(({ middle, high }) => roundTo(high - middle)),
          arrayminus: rows.map(({ middle, low }) => roundTo(middle - low)),
          color: palette.muted,
          thickness: 1.6,
        },
        text: rows.map(({ name, low, middle, high }) =>
          plotlyText(`${name}: ${formatFigure(middle, "ratio")} (${intervalText({ low, high })})`),
        ),
        hoverinfo: "text",
        marker: {
          size: 9,
          color: rows.map(({ language }) => palette.languages[language]),
          symbol: rows.map(({ language }) => languageSymbols[language].plotly),
        },
      },
    ],
    layout: {
      ...baseLayout(palette, rows.length * ROW_HEIGHT + 84, ROW_HEIGHT / 2),
      xaxis: logValueAxis(chart.axis, "ratio", domainOf(chart), palette),
      yaxis: rowAxis(rows.map(({ name }) => rowName(name))),
      shapes: [uprightLine(palette, 1)],
    },
  };
}

/** `0.9 x to 1.2 x`. */
export function intervalText({ low, high }: Pick<RatioRow, "low" | "high">): string {
  return `${formatFigure(low, "ratio")} to ${formatFigure(high, "ratio")}`;
}

/** Always with the place of a level ratio in it. */
function domainOf({ rows }: RatiosChart): [number, number] {
  const values = rows.flatMap(({ low, high }) => [low, high]);
  return [Math.min(1, ...values) * 0.8, Math.max(1, ...values) * 1.25];
}
