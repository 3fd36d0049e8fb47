import * as Plot from "@observablehq/plot";
import type { Language } from "../catalogue/entry.js";
import { formatFigure } from "../units.js";
import { linearAxes } from "./axes.js";
import type { ChartName } from "./chart-name.js";
import { languageSymbols, type Palette } from "./palette.js";
import { baseLayout, type PlotlyFigure, plotlyText, roundTo, rowAxis, valueAxis } from "./plotly.js";
import { drawSvg, rowName } from "./svg.js";

/** How near each variant comes to the ideal on each machine: every machine has its own ideal, so these compare. */
export interface MachineSpreadChart extends ChartName {
  readonly kind: "machine-spread";
  readonly machines: readonly string[];
  readonly rows: readonly MachineSpreadRow[];
}

export interface MachineSpreadRow {
  readonly name: string;
  readonly language: Language;
  /** At least one. */
  readonly marks: readonly MachineMark[];
}

export interface MachineMark {
  readonly machine: string;
  /** Ideal / median: 1 is the bound. */
  readonly efficiency: number;
  /** Of the machine that the report shows in full: its mark is filled, the others are rings. */
  readonly lead: boolean;
}

const ROW_HEIGHT = 30;
const AXIS = "share of the ideal that is reached";

export function machineSpreadSvg(chart: MachineSpreadChart, palette: Palette): string {
  const marks = chart.rows.flatMap((row, index) =>
    row.marks.map((mark) => ({
      ...mark,
      row: index,
      colour: palette.languages[row.language],
      fill: mark.lead ? palette.languages[row.language] : palette.paper,
      symbol: languageSymbols[row.language].plot,
    })),
  );
  const spans = chart.rows.map((row, index) => ({
    row: index,
    ...spanOf(row),
    colour: palette.languages[row.language],
  }));
  return drawSvg(
    chart,
    palette,
    {
      height: chart.rows.length * ROW_HEIGHT + 52,
      marginTop: 8,
      marginBottom: 40,
      marginRight: 24,
      x: { domain: [0, highest(chart)] },
      y: { type: "band", domain: chart.rows.map((_, row) => row), label: null },
      symbol: { type: "identity" },
    },
    [
      ...linearAxes({ axis: AXIS, unit: "percent", rows: chart.rows }, palette),
      Plot.ruleY(spans, { y: "row", x1: "low", x2: "high", stroke: "colour", strokeOpacity: 0.5 }),
      Plot.dot(marks, {
        y: "row",
        x: "efficiency",
        r: 4,
        fill: "fill",
        stroke: "colour",
        symbol: "symbol",
        strokeWidth: 1.4,
      }),
      Plot.ruleX([1], { stroke: palette.ink, strokeDasharray: "4 3", strokeWidth: 1.2 }),
    ],
  );
}

export function machineSpreadFigure(chart: MachineSpreadChart, palette: Palette): PlotlyFigure {
  return {
    data: chart.rows.map((row, index) => ({
      type: "scatter",
      mode: "lines+markers",
      name: plotlyText(row.name),
      x: row.marks.map(({ efficiency }) => roundTo(efficiency)),
      y: row.marks.map(() => index),
      text: row.marks.map(({ machine, efficiency }) =>
        plotlyText(`${row.name} on ${machine}: ${formatFigure(efficiency, "percent")}`),
      ),
      hoverinfo: "text",
      line: { color: palette.languages[row.language], width: 1 },
      marker: {
        size: 9,
        symbol: languageSymbols[row.language].plotly,
        color: row.marks.map(({ lead }) => (lead ? palette.languages[row.language] : palette.paper)),
        line: { color: palette.languages[row.language], width: 1.4 },
      },
    })),
    layout: {
      ...baseLayout(palette, chart.rows.length * ROW_HEIGHT + 84, ROW_HEIGHT / 2),
      margin: { l: 24, r: 24, t: 16, b: 44 },
      xaxis: { ...valueAxis(palette, AXIS), range: [0, roundTo(highest(chart))], tickformat: ".0%" },
      yaxis: rowAxis(chart.rows.map(({ name }) => rowName(name))),
    },
  };
}

function spanOf({ marks }: MachineSpreadRow): { low: number; high: number } {
  const values = marks.map(({ efficiency }) => efficiency);
  return { low: Math.min(...values), high: Math.max(...values) };
}

function highest({ rows }: MachineSpreadChart): number {
  return Math.max(1, ...rows.flatMap(({ marks }) => marks.map(({ efficiency }) => efficiency)));
}
