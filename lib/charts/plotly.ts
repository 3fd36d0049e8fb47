import type { Palette } from "./palette.js";

/** What `Plotly.newPlot` takes, as plain JSON. */
export interface PlotlyFigure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
}

/** The axis of the rows: the first row on top, names beside it. */
export function rowAxis(names: readonly string[]): Record<string, unknown> {
  return {
    tickmode: "array",
    tickvals: names.map((_, row) => row),
    ticktext: names.map(plotlyText),
    range: [names.length - 0.45, -0.55],
    automargin: true,
    // Nothing but distance between a row and its name.
    ticks: "outside",
    ticklen: 8,
    tickcolor: "rgba(0,0,0,0)",
    fixedrange: true,
    showgrid: false,
    zeroline: false,
  };
}

/**
 * Layout that all charts share: quiet, on the page's own paper, in its ink. On a narrow screen the names of rows
 * move from beside them to above them, by `nameShiftPx`.
 */
export function baseLayout(palette: Palette, heightPx: number, nameShiftPx: number): Record<string, unknown> {
  return {
    height: heightPx,
    meta: { nameShiftPx },
    margin: { l: 24, r: 24, t: 28, b: 44 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "system-ui, sans-serif", size: 12, color: palette.ink },
    hoverlabel: { bgcolor: palette.paper, bordercolor: palette.line, font: { color: palette.ink } },
    dragmode: "zoom",
    showlegend: false,
  };
}

/** The axis of the measured values. */
export function valueAxis(palette: Palette, title: string): Record<string, unknown> {
  return {
    title: { text: plotlyText(title), standoff: 8, font: { color: palette.muted } },
    gridcolor: palette.line,
    linecolor: palette.line,
    zeroline: false,
  };
}

/** A dashed line over the whole height, at a place of the axis of the values. */
export function uprightLine(palette: Palette, x: number): Record<string, unknown> {
  return {
    type: "line",
    x0: x,
    x1: x,
    yref: "paper",
    y0: 0,
    y1: 1,
    line: { color: palette.ink, width: 1.2, dash: "dash" },
  };
}

/** A logarithmic axis is given as powers of ten. */
export function logRange([low, high]: readonly [number, number]): [number, number] {
  return [roundTo(Math.log10(low)), roundTo(Math.log10(high))];
}

/** Text without the few HTML tags and the templates that Plotly would act upon. */
export function plotlyText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("%{", "% {")
    .replaceAll("$", "&#36;");
}

/** Enough digits for any screen, and the same on every machine. */
export function roundTo(value: number, digits = 4): number {
  return Number(value.toFixed(digits));
}
