import * as Plot from "@observablehq/plot";
import type { Language } from "../catalogue/entry.js";
import type { ChartName } from "./chart-name.js";
import { markShapes, marksAbove, marksBelow, markTraces } from "./line-marks.js";
import type { Palette } from "./palette.js";
import { baseLayout, logRange, type PlotlyFigure, plotlyText, roundTo, valueAxis } from "./plotly.js";
import { drawSvg } from "./svg.js";

/** What stands on a chart of lines beside its lines. */
export interface LineMarks {
  /** A place that matters, with a dashed line to each axis. */
  readonly mark?: { readonly x: number; readonly y: number; readonly label: string };
  /** A value of y with a line through the whole chart. */
  readonly level?: number;
  /** Places without a line of their own. */
  readonly rings?: readonly { readonly x: number; readonly y: number; readonly language: Language }[];
}

/** Lines over two axes with their names at their ends, where no legend must be looked up. */
export interface Lines extends LineMarks {
  readonly x: LinesAxis;
  readonly y: LinesAxis;
  /** At least one. */
  readonly lines: readonly Line[];
}

export interface LinesAxis {
  readonly title: string;
  readonly scale: "linear" | "log";
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
}

export interface Line {
  readonly name: string;
  readonly language: Language;
  /** Goes level to each point and then up, as counts do. */
  readonly stepped?: boolean;
  /** In the order of x. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

const HEIGHT = 360;
const NAME_WIDTH = 240;
const NAME_HEIGHT = 15;
const CUT = 30;

/** Tell the lines of one language apart, and stand before their names. */
const DASHES = [
  { plot: "none", plotly: "solid", sign: "\u2014" },
  { plot: "6 4", plotly: "dash", sign: "- -" },
  { plot: "2 3", plotly: "dot", sign: "\u00b7\u00b7\u00b7" },
  { plot: "8 3 2 3", plotly: "dashdot", sign: "-\u00b7" },
] as const;

export function linesSvg(name: ChartName, chart: Lines, palette: Palette): string {
  const { x, y, lines } = chart;
  const axis = { labelArrow: "none", tickSize: 0, fill: palette.muted } as const;
  const places = namePlaces(y, lines);
  const dashes = dashesOf(lines);
  return drawSvg(
    name,
    palette,
    {
      height: heightOf(lines),
      marginTop: 28,
      marginBottom: 44,
      marginLeft: 72,
      marginRight: NAME_WIDTH,
      x: { type: x.scale, domain: [...x.domain] },
      y: { type: y.scale, domain: [...y.domain] },
    },
    [
      Plot.gridY(y.ticks, { stroke: palette.line, strokeOpacity: 1 }),
      Plot.axisY(y.ticks, { ...axis, text: y.format, label: y.title, labelAnchor: "top" }),
      Plot.axisX(x.ticks, { ...axis, text: x.format, label: x.title, labelAnchor: "center" }),
      ...marksBelow(chart, palette),
      ...lines.flatMap((line, index) =>
        lineMarks(line, dashes[index]!, places[index]!, x.domain[1], palette),
      ),
      ...marksAbove(chart, palette),
    ],
  );
}

function lineMarks(line: Line, dash: Dash, nameY: number, rightEnd: number, palette: Palette) {
  const colour = palette.languages[line.language];
  const points = line.points.map(([x, y]) => ({ x, y }));
  return [
    Plot.line(points, {
      x: "x",
      y: "y",
      stroke: colour,
      strokeWidth: 2,
      ...(line.stepped && { curve: "step-after" as const }),
      strokeDasharray: dash.plot,
    }),
    ...(line.stepped
      ? []
      : [
          Plot.dot(points, {
            x: "x",
            y: "y",
            r: 3,
            fill: dash === DASHES[0] ? colour : palette.paper,
            stroke: colour,
          }),
        ]),
    Plot.text([line.name], {
      x: () => rightEnd,
      y: () => nameY,
      text: (name: string) => `${dash.sign} ${shortName(name)}`,
      textAnchor: "start",
      dx: 12,
      fill: colour,
    }),
  ];
}

export function linesFigure(chart: Lines, palette: Palette): PlotlyFigure {
  const { x, y, lines } = chart;
  const places = namePlaces(y, lines);
  const dashes = dashesOf(lines);
  return {
    data: [
      ...lines.map(({ name, language, stepped, points }, index) => ({
        type: "scatter",
        mode: stepped ? "lines" : "lines+markers",
        name: plotlyText(name),
        x: points.map(([at]) => roundTo(at, 6)),
        y: points.map(([, value]) => roundTo(value, 6)),
        text: points.map(([at, value]) => plotlyText(`${name}, ${x.format(at)}: ${y.format(value)}`)),
        hoverinfo: "text",
        line: {
          color: palette.languages[language],
          width: 2,
          dash: dashes[index]!.plotly,
          ...(stepped && { shape: "hv" }),
        },
      })),
      ...markTraces(chart, palette),
    ],
    layout: {
      ...baseLayout(palette, heightOf(lines) + 24, 0),
      margin: { l: 64, r: NAME_WIDTH, t: 28, b: 44 },
      xaxis: plotlyAxis(x, palette),
      yaxis: plotlyAxis(y, palette),
      annotations: lines.map(({ name, language }, index) => ({
        x: 1,
        xref: "paper",
        xanchor: "left",
        xshift: 8,
        y: roundTo(y.scale === "log" ? Math.log10(places[index]!) : places[index]!),
        showarrow: false,
        font: { color: palette.languages[language] },
        text: plotlyText(`${dashes[index]!.sign} ${shortName(name)}`),
      })),
      shapes: markShapes(chart, palette),
    },
  };
}

function plotlyAxis({ title, scale, domain, ticks, format }: LinesAxis, palette: Palette) {
  return {
    ...valueAxis(palette, title),
    type: scale,
    range: scale === "log" ? logRange(domain) : domain.map((end) => roundTo(end, 6)),
    tickmode: "array",
    tickvals: [...ticks],
    ticktext: ticks.map((tick) => plotlyText(format(tick))),
  };
}

/**
 * Where each line's name stands on the y axis: at its end where there is room, else moved apart from its neighbours
 * and never off the chart.
 */
function namePlaces(y: LinesAxis, lines: readonly Line[]): number[] {
  const scale = y.scale === "log" ? Math.log10 : (value: number) => value;
  const [low, high] = y.domain.map(scale) as [number, number];
  const height = heightOf(lines) - 72;
  const toPx = (value: number) => ((high - scale(value)) / (high - low)) * height;
  const ends = lines
    .map(({ points }, index) => ({ index, px: toPx(points.at(-1)![1]) }))
    .sort((a, b) => a.px - b.px || a.index - b.index);
  for (let at = 1; at < ends.length; at++)
    ends[at]!.px = Math.max(ends[at]!.px, ends[at - 1]!.px + NAME_HEIGHT);
  for (let at = ends.length - 1, bottom = height; at >= 0; at--, bottom -= NAME_HEIGHT)
    ends[at]!.px = Math.min(ends[at]!.px, bottom);
  const places = new Array<number>(lines.length);
  for (const { index, px } of ends) {
    const value = high - (px / height) * (high - low);
    places[index] = y.scale === "log" ? 10 ** value : value;
  }
  return places;
}

type Dash = (typeof DASHES)[number];

function dashesOf(lines: readonly Line[]): Dash[] {
  return lines.map(({ language }, index) => {
    const nth = lines.slice(0, index).filter((before) => before.language === language).length;
    return DASHES[nth % DASHES.length]!;
  });
}

function heightOf(lines: readonly Line[]): number {
  return Math.max(HEIGHT, lines.length * NAME_HEIGHT + 90);
}

function shortName(name: string): string {
  return name.length > CUT ? `${name.slice(0, CUT - 1)}…` : name;
}
