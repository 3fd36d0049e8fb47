import * as Plot from "@observablehq/plot";
import type { Language } from "../catalogue/entry.js";
import { formatFigure, type Unit } from "../units.js";
import { logAxes, logValueAxis } from "./axes.js";
import type { ChartName } from "./chart-name.js";
import { languageSymbols, type Palette } from "./palette.js";
import { baseLayout, type PlotlyFigure, roundTo, rowAxis } from "./plotly.js";
import { drawSvg, rowName } from "./svg.js";

/** The figures that a document prints, each beside the one measured here; absolute values of two machines. */
export interface PublishedChart extends ChartName {
  readonly kind: "published-against-measured";
  readonly axis: string;
  readonly unit: Unit;
  readonly rows: readonly PublishedRow[];
}

export interface PublishedRow {
  readonly name: string;
  readonly language: Language;
  /** Equal where the document prints one figure. */
  readonly published: readonly [low: number, high: number];
  /** Absent where nothing was measured here. */
  readonly measured?: { readonly low: number; readonly middle: number; readonly high: number };
}

const ROW_HEIGHT = 36;

export function publishedSvg(chart: PublishedChart, palette: Palette): string {
  const published = chart.rows.map((row, index) => ({
    row: index,
    low: row.published[0],
    high: row.published[1],
  }));
  const measured = chart.rows.flatMap((row, index) =>
    row.measured === undefined
      ? []
      : [
          {
            row: index,
            ...row.measured,
            colour: palette.languages[row.language],
            symbol: languageSymbols[row.language].plot,
          },
        ],
  );
  const domain = domainOf(chart);
  const format = (value: number) => formatFigure(value, chart.unit);
  return drawSvg(
    chart,
    palette,
    {
      height: chart.rows.length * ROW_HEIGHT + 54,
      marginTop: 10,
      marginBottom: 40,
      marginRight: 76,
      x: { type: "log", domain: [...domain] },
      y: { type: "band", domain: chart.rows.map((_, row) => row), label: null },
      symbol: { type: "identity" },
    },
    [
      ...logAxes(chart, domain, palette),
      Plot.ruleY(published, {
        y: "row",
        x1: "low",
        x2: "high",
        dy: -7,
        stroke: palette.muted,
        strokeWidth: 2,
      }),
      Plot.dot(published, {
        y: "row",
        x: "low",
        dy: -7,
        r: 4,
        symbol: "times",
        stroke: palette.ink,
        strokeWidth: 1.6,
      }),
      Plot.dot(published, {
        y: "row",
        x: "high",
        dy: -7,
        r: 4,
        symbol: "times",
        stroke: palette.ink,
        strokeWidth: 1.6,
      }),
      Plot.ruleY(measured, { y: "row", x1: "low", x2: "high", dy: 7, stroke: "colour", strokeWidth: 2 }),
      Plot.dot(measured, { y: "row", x: "middle", dy: 7, r: 4.2, symbol: "symbol", fill: "colour" }),
      Plot.text(published, {
        y: "row",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 10,
        dy: -7,
        text: (row: { low: number; high: number }) => format((row.low + row.high) / 2),
        fill: palette.muted,
      }),
      Plot.text(measured, {
        y: "row",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 10,
        dy: 7,
        text: (row: { middle: number }) => format(row.middle),
        fill: palette.ink,
      }),
    ],
  );
}

export function publishedFigure(chart: PublishedChart, palette: Palette): PlotlyFigure {
  const domain = domainOf(chart);
  return {
    data: [
      ...chart.rows.map((row, index) => publishedTrace(chart, row, index, palette)),
      measuredTrace(chart, palette),
    ],
    layout: {
      ...baseLayout(palette, chart.rows.length * ROW_HEIGHT + 84, ROW_HEIGHT / 2),
      xaxis: logValueAxis(chart.axis, chart.unit, domain, palette),
      yaxis: rowAxis(chart.rows.map(({ name }) => rowName(name))),
    },
  };
}

function publishedTrace(chart: PublishedChart, row: PublishedRow, index: number, palette: Palette) {
  return {
    type: "scatter",
    mode: "markers+lines",
    x: [...row.published],
    y: [index - 0.18, index - 0.18],
    text: row.published.map((value) => `published: ${formatFigure(value, chart.unit)}`),
    hoverinfo: "text",
    line: { color: palette.muted, width: 2 },
    marker: { symbol: "x-thin", size: 8, line: { color: palette.ink, width: 1.6 } },
  };
}

function measuredTrace(chart: PublishedChart, palette: Palette) {
  const measured = chart.rows.flatMap((row, index) =>
    row.measured === undefined ? [] : [{ index, language: row.language, ...row.measured }],
  );
  return {
    type: "scatter",
    mode: "markers",
    x: measured.map(({ middle }) => roundTo(middle)),
    y: measured.map(({ index }) => index + 0.18),
    error_x: {
      type: "data",
      symmetric: false,
      array: measured.map(({ middle, high }) => roundTo(high - middle)),
      arrayminus: measured.map(({ middle, low }) => roundTo(middle - low)),
      color: palette.muted,
      thickness: 1.6,
    },
    text: measured.map(({ middle }) => `measured: ${formatFigure(middle, chart.unit)}`),
    hoverinfo: "text",
    marker: {
      size: 8,
      color: measured.map(({ language }) => palette.languages[language]),
      symbol: measured.map(({ language }) => languageSymbols[language].plotly),
    },
  };
}

function domainOf(chart: PublishedChart): [number, number] {
  const values = chart.rows.flatMap((row) => [
    ...row.published,
    ...(row.measured === undefined ? [] : [row.measured.low, row.measured.high]),
  ]);
  return [Math.min(...values) * 0.8, Math.max(...values) * 1.25];
}
