import * as Plot from "@observablehq/plot";
import type { Language } from "../catalogue/entry.js";
import { formatFigure, type Unit } from "../units.js";
import { logAxes, logValueAxis } from "./axes.js";
import type { ChartName } from "./chart-name.js";
import { languageSymbols, type Palette } from "./palette.js";
import { baseLayout, type PlotlyFigure, plotlyText, roundTo, rowAxis, uprightLine } from "./plotly.js";
import { drawSvg, rowName } from "./svg.js";

/** Every sample of every variant as a strip over its box, against the bound that none can beat. */
export interface DistributionChart extends ChartName {
  readonly kind: "distribution";
  readonly axis: string;
  readonly unit: Unit;
  readonly rows: readonly DistributionRow[];
  /** In `unit`. */
  readonly ideal?: number;
}

export interface DistributionRow {
  readonly name: string;
  readonly language: Language;
  /** Above 0 and at least one; on a logarithmic axis equal distances are equal ratios. */
  readonly values: readonly number[];
  readonly box: Box;
}

/** The whiskers reach to the extremes: with a handful of samples none is dropped as an outlier. */
export interface Box {
  readonly low: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly high: number;
}

const ROW_HEIGHT = 30;

export function distributionSvg(chart: DistributionChart, palette: Palette): string {
  const boxes = chart.rows.map((row, index) => ({
    row: index,
    colour: palette.languages[row.language],
    ...row.box,
  }));
  const dots = chart.rows.flatMap((row, index) =>
    row.values.map((value) => ({
      row: index,
      value,
      colour: palette.languages[row.language],
      symbol: languageSymbols[row.language].plot,
    })),
  );
  const domain = domainOf(chart);
  const format = (value: number) => formatFigure(value, chart.unit);
  return drawSvg(
    chart,
    palette,
    {
      height: chart.rows.length * ROW_HEIGHT + 62,
      marginTop: 22,
      marginBottom: 40,
      marginRight: 96,
      x: { type: "log", domain: [...domain] },
      y: { type: "band", domain: chart.rows.map((_, row) => row), label: null, padding: 0.35 },
      symbol: { type: "identity" },
    },
    [
      ...logAxes(chart, domain, palette),
      Plot.ruleY(boxes, {
        y: "row",
        x1: "low",
        x2: "high",
        stroke: "colour",
        strokeWidth: 1.2,
        strokeOpacity: 0.7,
      }),
      Plot.barX(boxes, {
        y: "row",
        x1: "lowerQuartile",
        x2: "upperQuartile",
        fill: "colour",
        fillOpacity: 0.18,
        stroke: "colour",
        strokeOpacity: 0.7,
      }),
      Plot.tickX(boxes, { y: "row", x: "median", stroke: "colour", strokeWidth: 2.5 }),
      Plot.dot(dots, { y: "row", x: "value", r: 2.6, fill: "colour", fillOpacity: 0.55, symbol: "symbol" }),
      Plot.text(boxes, {
        y: "row",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 10,
        text: (row: Box) => format(row.median),
        fill: palette.ink,
      }),
      ...(chart.ideal === undefined
        ? []
        : [
            Plot.ruleX([chart.ideal], { stroke: palette.ink, strokeDasharray: "4 3", strokeWidth: 1.2 }),
            Plot.text([chart.ideal], {
              x: (value: number) => value,
              frameAnchor: "top",
              dy: -9,
              textAnchor: "start",
              text: () => `ideal ${format(chart.ideal!)}`,
              fill: palette.ink,
            }),
          ]),
    ],
  );
}

export function distributionFigure(chart: DistributionChart, palette: Palette): PlotlyFigure {
  const domain = domainOf(chart);
  return {
    data: chart.rows.map((row, index) => ({
      type: "box",
      orientation: "h",
      name: plotlyText(row.name),
      // Given, so that both pictures have the same box: Plotly's own quartiles are of another method.
      q1: [row.box.lowerQuartile],
      median: [row.box.median],
      q3: [row.box.upperQuartile],
      lowerfence: [row.box.low],
      upperfence: [row.box.high],
      x: [row.values.map((value) => roundTo(value))],
      y: [index],
      text: [row.values.map((value) => formatFigure(value, chart.unit))],
      hoverinfo: "text",
      hoveron: "points",
      boxpoints: "all",
      pointpos: 0,
      jitter: 0.5,
      width: 0.5,
      line: { color: palette.languages[row.language], width: 1.4 },
      fillcolor: "rgba(0,0,0,0)",
      marker: {
        color: palette.languages[row.language],
        symbol: languageSymbols[row.language].plotly,
        size: 6,
        opacity: 0.65,
      },
    })),
    layout: {
      ...baseLayout(palette, chart.rows.length * ROW_HEIGHT + 84, ROW_HEIGHT / 2),
      xaxis: logValueAxis(chart.axis, chart.unit, domain, palette),
      yaxis: rowAxis(chart.rows.map(({ name }) => rowName(name))),
      margin: { l: 24, r: 96, t: 28, b: 44 },
      shapes: chart.ideal === undefined ? [] : [uprightLine(palette, chart.ideal)],
      annotations: [...chart.rows.map((row, index) => medianLabel(chart, row, index)), ...idealLabel(chart)],
    },
  };
}

function medianLabel(
  chart: DistributionChart,
  { box }: DistributionRow,
  row: number,
): Record<string, unknown> {
  const text = formatFigure(box.median, chart.unit);
  return { x: 1, xref: "paper", xanchor: "left", xshift: 8, y: row, showarrow: false, text };
}

function idealLabel({ ideal, unit }: DistributionChart): Record<string, unknown>[] {
  if (ideal === undefined) return [];
  const place = { x: roundTo(Math.log10(ideal)), xanchor: "left", y: 1, yref: "paper", yanchor: "bottom" };
  return [{ ...place, showarrow: false, text: `ideal ${formatFigure(ideal, unit)}` }];
}

function domainOf(chart: DistributionChart): [number, number] {
  const values = chart.rows.flatMap((row) => row.values);
  if (chart.ideal !== undefined) values.push(chart.ideal);
  return [Math.min(...values) * 0.85, Math.max(...values) * 1.15];
}
