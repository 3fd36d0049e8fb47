import * as Plot from "@observablehq/plot";
import type { Language } from "../catalogue/entry.js";
import { formatFigure, type Unit } from "../units.js";
import { linearAxes } from "./axes.js";
import type { ChartName } from "./chart-name.js";
import type { Palette } from "./palette.js";
import { baseLayout, type PlotlyFigure, plotlyText, roundTo, rowAxis, valueAxis } from "./plotly.js";
import { drawSvg, rowName } from "./svg.js";

/** A gap between two variants, taken apart: a bar for each end, and between them what each factor takes away. */
export interface GapLadderChart extends ChartName {
  readonly kind: "gap-ladder";
  readonly axis: string;
  readonly unit: Unit;
  /** The slow end, what lies between in its order, the fast end. */
  readonly rows: readonly GapRow[];
}

export interface GapRow {
  readonly name: string;
  /** Of an end of the gap; what lies between has none. */
  readonly language?: Language;
  /** In `unit`; an end's bar begins at 0, a factor's where the one before ended. */
  readonly from: number;
  readonly to: number;
  /** Of the gap; absent for its ends. */
  readonly share?: number;
  readonly interval?: readonly [low: number, high: number];
  /** A residual, or what the medians leave over. */
  readonly unexplained?: boolean;
}

const ROW_HEIGHT = 30;

export function gapLadderSvg(chart: GapLadderChart, palette: Palette): string {
  const rows = chart.rows.map((row, index) => ({ ...row, row: index, colour: colourOf(row, palette) }));
  return drawSvg(
    chart,
    palette,
    {
      height: rows.length * ROW_HEIGHT + 52,
      marginTop: 8,
      marginBottom: 40,
      marginRight: 128,
      x: { domain: domainOf(chart) },
      y: { type: "band", domain: rows.map(({ row }) => row), label: null, padding: 0.3 },
    },
    [
      ...linearAxes(chart, palette),
      Plot.barX(rows, { y: "row", x1: "from", x2: "to", fill: "colour", fillOpacity: 0.8 }),
      // A factor that takes nothing away would otherwise leave no mark.
      Plot.tickX(rows, { y: "row", x: "to", stroke: "colour", strokeWidth: 1.6 }),
      Plot.text(rows, {
        y: "row",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 10,
        text: (row: GapRow) => labelOf(chart, row),
        fill: palette.ink,
      }),
    ],
  );
}

export function gapLadderFigure(chart: GapLadderChart, palette: Palette): PlotlyFigure {
  const { rows } = chart;
  return {
    data: [
      {
        type: "bar",
        orientation: "h",
        width: 0.6,
        base: rows.map(({ from, to }) => roundTo(Math.min(from, to))),
        x: rows.map(({ from, to }) => roundTo(Math.abs(from - to))),
        y: rows.map((_, row) => row),
        hovertext: rows.map((row) => `${plotlyText(row.name)}: ${labelOf(chart, row)}`),
        hoverinfo: "text",
        marker: { color: rows.map((row) => colourOf(row, palette)), opacity: 0.8 },
      },
    ],
    layout: {
      ...baseLayout(palette, rows.length * ROW_HEIGHT + 84, ROW_HEIGHT / 2),
      margin: { l: 24, r: 128, t: 16, b: 44 },
      xaxis: { ...valueAxis(palette, chart.axis), range: domainOf(chart).map((end) => roundTo(end)) },
      yaxis: rowAxis(rows.map(({ name }) => rowName(name))),
      annotations: rows.map((row, index) => ({
        x: 1,
        xref: "paper",
        xanchor: "left",
        xshift: 8,
        y: index,
        showarrow: false,
        text: labelOf(chart, row),
      })),
    },
  };
}

/** `1.72 s, 63%` of a factor; `2.11 s` of an end. */
function labelOf({ unit }: GapLadderChart, { from, to, share }: GapRow): string {
  const size = formatFigure(share === undefined ? to : from - to, unit);
  return share === undefined ? size : `${size}, ${formatFigure(share, "percent")}`;
}

function colourOf({ language, unexplained }: GapRow, palette: Palette): string {
  if (language !== undefined) return palette.languages[language];
  return unexplained ? palette.muted : palette.accent;
}

function domainOf({ rows }: GapLadderChart): [number, number] {
  const ends = rows.flatMap(({ from, to }) => [from, to]);
  return [Math.min(0, ...ends), Math.max(...ends)];
}
