import * as Plot from "@observablehq/plot";
import type { Language } from "../catalogue/entry.js";
import { formatFigure, type Unit } from "../units.js";
import type { ChartName } from "./chart-name.js";
import type { Palette } from "./palette.js";
import { baseLayout, logRange, type PlotlyFigure, plotlyText, roundTo, valueAxis } from "./plotly.js";
import { drawSvg, logTicks } from "./svg.js";

/** How a measured value grows with what was asked for, one line for each way of doing it. */
export interface CurvesChart extends ChartName {
  readonly kind: "curves";
  readonly xAxis: string;
  readonly yAxis: string;
  /** Of the values; their axis is logarithmic. */
  readonly unit: Unit;
  readonly curves: readonly Curve[];
  /** A place that matters, with a dashed line to each axis. */
  readonly mark?: { readonly x: number; readonly value: number; readonly label: string };
}

export interface Curve {
  readonly name: string;
  readonly language: Language;
  /** Tells two curves of one language apart. */
  readonly dashed?: boolean;
  /** In the order of x; values above 0. At least one. */
  readonly points: readonly (readonly [x: number, value: number])[];
}

const HEIGHT = 360;
const NAME_WIDTH = 156;
const NAME_HEIGHT = 15;
const DASHES = "6 4";

export function curvesSvg(chart: CurvesChart, palette: Palette): string {
  const domain = domainOf(chart);
  const format = (value: number) => formatFigure(value, chart.unit);
  const axis = { labelArrow: "none", tickSize: 0, fill: palette.muted } as const;
  return drawSvg(
    chart,
    palette,
    {
      height: HEIGHT,
      marginTop: 28,
      marginBottom: 44,
      marginLeft: 72,
      marginRight: NAME_WIDTH,
      x: { domain: xDomainOf(chart) },
      y: { type: "log", domain: [...domain] },
    },
    [
      Plot.gridY(logTicks(domain), { stroke: palette.line, strokeOpacity: 1 }),
      Plot.axisY(logTicks(domain), { ...axis, text: format, label: chart.yAxis, labelAnchor: "top" }),
      Plot.axisX({ ...axis, ticks: 8, label: chart.xAxis, labelAnchor: "center" }),
      ...markOf(chart, palette),
      ...chart.curves.flatMap((curve) => curveMarks(curve, nameShiftPx(chart, curve), palette)),
    ],
  );
}

/** Names stand at the ends of their curves, where no legend must be looked up. */
function curveMarks(curve: Curve, shiftPx: number, palette: Palette) {
  const colour = palette.languages[curve.language];
  const points = curve.points.map(([x, value]) => ({ x, value }));
  const place = { x: "x", y: "value" };
  return [
    Plot.line(points, {
      ...place,
      stroke: colour,
      strokeWidth: 2,
      ...(curve.dashed && { strokeDasharray: DASHES }),
    }),
    Plot.dot(points, { ...place, r: 3, fill: curve.dashed ? palette.paper : colour, stroke: colour }),
    Plot.text(points.slice(-1), {
      ...place,
      text: () => curve.name,
      textAnchor: "start",
      dx: 10,
      dy: shiftPx,
      fill: colour,
    }),
  ];
}

function markOf({ mark }: CurvesChart, palette: Palette) {
  if (mark === undefined) return [];
  return [
    Plot.ruleX([mark.x], { stroke: palette.ink, strokeDasharray: "4 3", strokeWidth: 1.2 }),
    Plot.ruleY([mark.value], { stroke: palette.ink, strokeDasharray: "4 3", strokeWidth: 1.2 }),
    Plot.text([mark.x], {
      x: (x: number) => x,
      frameAnchor: "top",
      dy: -12,
      text: () => mark.label,
      fill: palette.ink,
    }),
  ];
}

export function curvesFigure(chart: CurvesChart, palette: Palette): PlotlyFigure {
  const domain = domainOf(chart);
  const ticks = logTicks(domain);
  const format = (value: number) => formatFigure(value, chart.unit);
  return {
    data: chart.curves.map(({ name, language, dashed, points }) => ({
      type: "scatter",
      mode: "lines+markers",
      name: plotlyText(name),
      x: points.map(([x]) => x),
      y: points.map(([, value]) => roundTo(value, 6)),
      text: points.map(([x, value]) => `${plotlyText(name)}, ${x}: ${format(value)}`),
      hoverinfo: "text",
      line: { color: palette.languages[language], width: 2, dash: dashed ? "dash" : "solid" },
    })),
    layout: {
      ...baseLayout(palette, HEIGHT + 24, 0),
      margin: { l: 64, r: NAME_WIDTH, t: 28, b: 44 },
      xaxis: { ...valueAxis(palette, chart.xAxis), range: xDomainOf(chart) },
      yaxis: {
        ...valueAxis(palette, chart.yAxis),
        type: "log",
        range: logRange(domain),
        tickmode: "array",
        tickvals: ticks,
        ticktext: ticks.map(format),
      },
      annotations: chart.curves.map((curve) => nameAtItsEnd(curve, nameShiftPx(chart, curve))),
      shapes: chart.mark ? markShapes(chart.mark, palette) : [],
    },
  };
}

/** Curves may end at one place: their names stand above each other in the order of their ends. */
function nameShiftPx({ curves }: CurvesChart, curve: Curve): number {
  const endOf = ({ points }: Curve) => points.at(-1)![1];
  const higherCount = curves.filter((other) => endOf(other) > endOf(curve)).length;
  return (higherCount - (curves.length - 1) / 2) * NAME_HEIGHT;
}

function nameAtItsEnd({ name, points }: Curve, shiftPx: number): Record<string, unknown> {
  const [x, value] = points.at(-1)!;
  const place = { x, y: roundTo(Math.log10(value)), xanchor: "left", xshift: 8 };
  return { ...place, yshift: -shiftPx, showarrow: false, text: plotlyText(name) };
}

function markShapes({ x, value }: { x: number; value: number }, palette: Palette): object[] {
  const line = { color: palette.ink, width: 1.2, dash: "dash" };
  return [
    { type: "line", x0: x, x1: x, yref: "paper", y0: 0, y1: 1, line },
    { type: "line", y0: value, y1: value, xref: "paper", x0: 0, x1: 1, line },
  ];
}

function domainOf({ curves }: CurvesChart): [number, number] {
  const values = curves.flatMap(({ points }) => points.map(([, value]) => value));
  return [Math.min(...values) * 0.7, Math.max(...values) * 1.4];
}

function xDomainOf({ curves, mark }: CurvesChart): [number, number] {
  const places = curves.flatMap(({ points }) => points.map(([x]) => x));
  if (mark) places.push(mark.x);
  return [Math.min(...places), Math.max(...places)];
}
