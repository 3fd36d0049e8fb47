import * as Plot from "@observablehq/plot";
import type { Language } from "../catalogue/entry.js";
import { formatFigure } from "../units.js";
import type { ChartName } from "./chart-name.js";
import type { Palette } from "./palette.js";
import { baseLayout, type PlotlyFigure, plotlyText, roundTo, valueAxis } from "./plotly.js";
import { drawSvg, rowName } from "./svg.js";

/**
 * When each task of each variant ran, all on one time axis: one task at a time is a staircase, all at once a wall,
 * a bounded number a band of steps.
 */
export interface WaterfallChart extends ChartName {
  readonly kind: "waterfall";
  readonly lanes: readonly WaterfallLane[];
}

export interface WaterfallLane {
  readonly name: string;
  readonly language: Language;
  /** Start and end of each task in ms since the start of the work, by start. */
  readonly tasks: readonly (readonly [startMs: number, endMs: number])[];
}

const LANE_HEIGHT = 84;
const AXIS = "milliseconds since the start of the work";

export function waterfallSvg(chart: WaterfallChart, palette: Palette): string {
  const points = chart.lanes.flatMap((lane, index) =>
    strokes(lane).map(([ms, row]) => ({ lane: index, ms, row, colour: palette.languages[lane.language] })),
  );
  const longest = Math.max(...chart.lanes.map(({ tasks }) => tasks.length));
  const ends = chart.lanes.map((lane, index) => ({
    lane: index,
    ms: endOf(lane),
    row: lane.tasks.length / 2,
  }));
  return drawSvg(
    chart,
    palette,
    {
      height: chart.lanes.length * LANE_HEIGHT + 62,
      marginTop: 12,
      marginBottom: 44,
      marginRight: 76,
      x: { domain: [0, Math.max(...chart.lanes.map(endOf))] },
      y: { domain: [-1, longest], reverse: true, axis: null },
      fy: { domain: chart.lanes.map((_, lane) => lane), label: null, padding: 0.12 },
    },
    [
      Plot.gridX({ stroke: palette.line, strokeOpacity: 1, ticks: 6 }),
      Plot.axisX({
        tickFormat: (ms: number) => formatFigure(ms, "ms"),
        ticks: 6,
        label: AXIS,
        labelAnchor: "center",
        labelArrow: "none",
        tickSize: 0,
        fill: palette.muted,
      }),
      Plot.axisFy({
        anchor: "left",
        tickFormat: (lane: number) => rowName(chart.lanes[lane]!.name),
        tickPadding: 10,
        fill: palette.ink,
      }),
      // Undefined points break the line, so a variant's tasks are one path, however many they are.
      Plot.line(points, {
        fy: "lane",
        x: "ms",
        y: "row",
        z: "lane",
        stroke: "colour",
        strokeWidth: strokeWidth(longest),
        strokeLinecap: "butt",
      }),
      Plot.text(ends, {
        fy: "lane",
        x: "ms",
        y: "row",
        textAnchor: "start",
        dx: 8,
        text: (end: { ms: number }) => formatFigure(end.ms, "ms"),
        fill: palette.ink,
      }),
    ],
  );
}

export function waterfallFigure(chart: WaterfallChart, palette: Palette): PlotlyFigure {
  const longest = Math.max(...chart.lanes.map(({ tasks }) => tasks.length));
  const pitch = longest * 1.3;
  return {
    data: chart.lanes.map((lane, index) => {
      const points = strokes(lane);
      return {
        type: "scatter",
        mode: "lines",
        name: plotlyText(lane.name),
        x: points.map(([ms]) => (Number.isNaN(ms) ? null : roundTo(ms, 2))),
        y: points.map(([ms, row]) => (Number.isNaN(ms) ? null : roundTo(index * pitch + row, 2))),
        text: points.map(([ms, row]) =>
          Number.isNaN(ms) ? "" : `task ${row + 1}: ${formatFigure(ms, "ms")}`,
        ),
        hoverinfo: "text",
        line: { color: palette.languages[lane.language], width: strokeWidth(longest) },
      };
    }),
    layout: {
      ...baseLayout(palette, chart.lanes.length * LANE_HEIGHT + 84, LANE_HEIGHT * 0.6),
      xaxis: { ...valueAxis(palette, AXIS), rangemode: "tozero" },
      yaxis: {
        tickmode: "array",
        tickvals: chart.lanes.map((lane, index) => roundTo(index * pitch + lane.tasks.length / 2, 2)),
        ticktext: chart.lanes.map((lane) => plotlyText(rowName(lane.name))),
        range: [chart.lanes.length * pitch, -pitch * 0.2],
        automargin: true,
        ticks: "outside",
        ticklen: 8,
        tickcolor: "rgba(0,0,0,0)",
        showgrid: false,
        zeroline: false,
      },
    },
  };
}

/** Each task as start, end, break. */
function strokes(lane: WaterfallLane): [ms: number, row: number][] {
  return lane.tasks.flatMap(([startMs, endMs], row): [number, number][] => [
    [startMs, row],
    [endMs, row],
    [Number.NaN, row],
  ]);
}

function endOf(lane: WaterfallLane): number {
  return Math.max(0, ...lane.tasks.map(([, endMs]) => endMs));
}

function strokeWidth(taskCount: number): number {
  return roundTo(Math.min(8, Math.max(0.6, (LANE_HEIGHT * 0.8) / taskCount)), 2);
}
