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

/** How a load was divided among workers: a bar of one whole for each row, a part for each worker. */
export interface WorkerSharesChart extends ChartName {
  readonly kind: "worker-shares";
  readonly rows: readonly WorkerSharesRow[];
}

export interface WorkerSharesRow {
  readonly name: string;
  readonly language: Language;
  /** From the busiest worker to the idlest; they add up to 1. */
  readonly shares: readonly number[];
  /** Jain's: 1 where all shares are alike. */
  readonly fairness: number;
}

const ROW_HEIGHT = 30;
const AXIS = "share of the work, the busiest worker first";
/** The busier a worker, the deeper its part. */
const DEEPEST = 0.85;
const PALEST = 0.25;
/** A part that is narrower has no room for its figure. */
const LEAST_LABELLED = 0.06;

export function workerSharesSvg(chart: WorkerSharesChart, palette: Palette): string {
  const parts = partsOf(chart).map((part) => ({
    ...part,
    colour: palette.languages[part.language],
    ink: inkOn(part, palette),
  }));
  const ends = chart.rows.map(({ fairness }, row) => ({ row, fairness }));
  return drawSvg(
    chart,
    palette,
    {
      height: chart.rows.length * ROW_HEIGHT + 52,
      marginTop: 8,
      marginBottom: 40,
      marginRight: 92,
      x: { domain: [0, 1] },
      y: { type: "band", domain: ends.map(({ row }) => row), label: null, padding: 0.2 },
    },
    [
      ...linearAxes({ axis: AXIS, unit: "percent", rows: chart.rows }, palette),
      Plot.barX(parts, {
        y: "row",
        x1: "from",
        x2: "to",
        fill: "colour",
        fillOpacity: "depth",
        insetRight: 1,
      }),
      Plot.text(
        parts.filter(({ share }) => share >= LEAST_LABELLED),
        {
          y: "row",
          x: (part: Part) => (part.from + part.to) / 2,
          text: ({ share }: Part) => wholePercent(share),
          fill: "ink",
        },
      ),
      Plot.ruleX(evenBounds(chart), { stroke: palette.ink, strokeDasharray: "4 3", strokeWidth: 1.2 }),
      Plot.text(ends, {
        y: "row",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 8,
        text: ({ fairness }: { fairness: number }) => `Jain ${formatFigure(fairness, "count")}`,
        fill: palette.ink,
      }),
    ],
  );
}

export function workerSharesFigure(chart: WorkerSharesChart, palette: Palette): PlotlyFigure {
  const parts = partsOf(chart);
  return {
    data: [
      {
        type: "bar",
        orientation: "h",
        width: 0.7,
        base: parts.map(({ from }) => roundTo(from)),
        x: parts.map(({ share }) => roundTo(share)),
        y: parts.map(({ row }) => row),
        text: parts.map(({ share }) => (share >= LEAST_LABELLED ? wholePercent(share) : "")),
        textposition: "inside",
        insidetextanchor: "middle",
        // Plotly's own choice knows nothing of how deep the colour is.
        insidetextfont: { color: parts.map((part) => inkOn(part, palette)) },
        hovertext: parts.map(
          ({ name, rank, share }) =>
            `${plotlyText(name)}, worker ${rank} by load: ${formatFigure(share, "percent")}`,
        ),
        hoverinfo: "text",
        marker: {
          color: parts.map(({ language }) => palette.languages[language]),
          opacity: parts.map(({ depth }) => depth),
          line: { color: palette.paper, width: 1 },
        },
      },
    ],
    layout: {
      ...baseLayout(palette, chart.rows.length * ROW_HEIGHT + 84, ROW_HEIGHT / 2),
      margin: { l: 24, r: 92, t: 16, b: 44 },
      barmode: "overlay",
      xaxis: { ...valueAxis(palette, AXIS), range: [0, 1], tickformat: ".0%" },
      yaxis: rowAxis(chart.rows.map(({ name }) => rowName(name))),
      shapes: evenBounds(chart).map((x) => uprightLine(palette, roundTo(x))),
      annotations: chart.rows.map(({ fairness }, row) => ({
        x: 1,
        xref: "paper",
        xanchor: "left",
        xshift: 8,
        y: row,
        showarrow: false,
        text: `Jain ${formatFigure(fairness, "count")}`,
      })),
    },
  };
}

/** What can be read on a part of that depth. */
function inkOn({ depth }: Part, palette: Palette): string {
  return depth > 0.5 ? palette.paper : palette.ink;
}

/** Short enough for a narrow part; the table has more digits. */
function wholePercent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

interface Part {
  readonly row: number;
  readonly name: string;
  readonly language: Language;
  /** Counted from 1, by load. */
  readonly rank: number;
  readonly from: number;
  readonly to: number;
  readonly share: number;
  readonly depth: number;
}

function partsOf({ rows }: WorkerSharesChart): Part[] {
  return rows.flatMap(({ name, language, shares }, row) => {
    const step = (DEEPEST - PALEST) / Math.max(1, shares.length - 1);
    let to = 0;
    return shares.map((share, index) => {
      const from = to;
      to += share;
      return {
        row,
        name,
        language,
        rank: index + 1,
        from,
        to,
        share,
        depth: roundTo(DEEPEST - index * step),
      };
    });
  });
}

/** Where the parts would meet if all workers had the same: of the row with the most workers. */
function evenBounds({ rows }: WorkerSharesChart): number[] {
  const count = Math.max(...rows.map(({ shares }) => shares.length));
  return Array.from({ length: count - 1 }, (_, index) => (index + 1) / count);
}
