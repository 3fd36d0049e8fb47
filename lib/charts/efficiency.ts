import * as Plot from "@observablehq/plot";
import type { Language } from "../catalogue/entry.js";
import { formatFigure } from "../units.js";
import { linearAxes } from "./axes.js";
import type { ChartName } from "./chart-name.js";
import type { Palette } from "./palette.js";
import {
  baseLayout,
  type PlotlyFigure,
  plotlyText,
  roundTo,
  rowAxis,
  uprightLine,
  valueAxis,
} from "./plotly.js";
import { drawSvg, rowName } from "./svg.js";

/** How near each variant comes to the bound: ideal / measured, which may be compared between machines. */
export interface EfficiencyChart extends ChartName {
  readonly kind: "efficiency";
  readonly rows: readonly EfficiencyRow[];
}

export interface EfficiencyRow {
  readonly name: string;
  readonly language: Language;
  /** 1 is the bound itself. */
  readonly efficiency: number;
}

const ROW_HEIGHT = 28;
const AXIS = "share of the ideal that is reached";

export function efficiencySvg(chart: EfficiencyChart, palette: Palette): string {
  const rows = chart.rows.map((row, index) => ({
    ...row,
    row: index,
    colour: palette.languages[row.language],
  }));
  return drawSvg(
    chart,
    palette,
    {
      height: rows.length * ROW_HEIGHT + 52,
      marginTop: 8,
      marginBottom: 40,
      marginRight: 76,
      x: { domain: [0, highest(chart)] },
      y: { type: "band", domain: rows.map(({ row }) => row), label: null, padding: 0.3 },
    },
    [
      ...linearAxes({ axis: AXIS, unit: "percent", rows: chart.rows }, palette),
      Plot.barX(rows, { y: "row", x: "efficiency", fill: "colour", fillOpacity: 0.8 }),
      Plot.text(rows, {
        y: "row",
        x: "efficiency",
        textAnchor: "start",
        dx: 6,
        text: (row: EfficiencyRow) => formatFigure(row.efficiency, "percent"),
        fill: palette.ink,
      }),
      Plot.ruleX([1], { stroke: palette.ink, strokeDasharray: "4 3", strokeWidth: 1.2 }),
    ],
  );
}

export function efficiencyFigure(chart: EfficiencyChart, palette: Palette): PlotlyFigure {
  return {
    data: [
      {
        type: "bar",
        orientation: "h",
        width: 0.5,
        x: chart.rows.map(({ efficiency }) => roundTo(efficiency)),
        y: chart.rows.map((_, row) => row),
        text: chart.rows.map(({ efficiency }) => formatFigure(efficiency, "percent")),
        textposition: "outside",
        cliponaxis: false,
        hovertext: chart.rows.map(
          (row) => `${plotlyText(row.name)}: ${formatFigure(row.efficiency, "percent")}`,
        ),
        hoverinfo: "text",
        marker: { color: chart.rows.map((row) => palette.languages[row.language]), opacity: 0.8 },
      },
    ],
    layout: {
      ...baseLayout(palette, chart.rows.length * ROW_HEIGHT + 84, ROW_HEIGHT / 2),
      margin: { l: 24, r: 56, t: 16, b: 44 },
      xaxis: { ...valueAxis(palette, AXIS), range: [0, roundTo(highest(chart))], tickformat: ".0%" },
      yaxis: rowAxis(chart.rows.map(({ name }) => rowName(name))),
      shapes: [uprightLine(palette, 1)],
    },
  };
}

function highest(chart: EfficiencyChart): number {
  return Math.max(1, ...chart.rows.map(({ efficiency }) => efficiency));
}
