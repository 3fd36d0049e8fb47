import * as Plot from "@observablehq/plot";
import type { LineMarks } from "./lines.js";
import type { Palette } from "./palette.js";
import { type PlotlyFigure, roundTo, uprightLine } from "./plotly.js";

const RING_RADIUS = 8;
const RULE_WIDTH = 1.2;

/** To be drawn before the lines. */
export function marksBelow({ mark, level }: LineMarks, palette: Palette) {
  const rule = { stroke: palette.ink, strokeWidth: RULE_WIDTH };
  const dashed = { ...rule, strokeDasharray: "4 3" };
  return [
    ...(level === undefined ? [] : [Plot.ruleY([level], rule)]),
    ...(mark === undefined
      ? []
      : [
          Plot.ruleX([mark.x], dashed),
          Plot.ruleY([mark.y], dashed),
          Plot.text([mark.x], {
            x: (x: number) => x,
            frameAnchor: "top",
            dy: -12,
            text: () => mark.label,
            fill: palette.ink,
          }),
        ]),
  ];
}

/** To be drawn after them. */
export function marksAbove({ rings = [] }: LineMarks, palette: Palette) {
  return rings.map((ring) =>
    Plot.dot([ring], {
      x: "x",
      y: "y",
      r: RING_RADIUS,
      strokeWidth: 2,
      stroke: palette.languages[ring.language],
    }),
  );
}

/** The rings as Plotly has them. */
export function markTraces({ rings = [] }: LineMarks, palette: Palette): PlotlyFigure["data"] {
  return rings.map(({ x, y, language }) => ({
    type: "scatter",
    mode: "markers",
    x: [roundTo(x, 6)],
    y: [roundTo(y, 6)],
    hoverinfo: "x",
    marker: {
      symbol: "circle-open",
      size: 2 * RING_RADIUS,
      color: palette.languages[language],
      line: { width: 2 },
    },
  }));
}

/** The straight ones as Plotly has them. */
export function markShapes({ mark, level }: LineMarks, palette: Palette): object[] {
  const rule = { color: palette.ink, width: RULE_WIDTH };
  const across = (y: number, line: object) => ({
    type: "line",
    y0: y,
    y1: y,
    xref: "paper",
    x0: 0,
    x1: 1,
    line,
  });
  return [
    ...(level === undefined ? [] : [across(level, rule)]),
    ...(mark === undefined ? [] : [uprightLine(palette, mark.x), across(mark.y, { ...rule, dash: "dash" })]),
  ];
}
