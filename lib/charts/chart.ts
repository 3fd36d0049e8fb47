import { type AgainstFloorsChart, againstFloorsFigure, againstFloorsSvg } from "./against-floors.js";
import { type CapacityChart, capacityFigure, capacitySvg } from "./capacity.js";
import { type CumulativeChart, cumulativeFigure, cumulativeSvg } from "./cumulative.js";
import { type CurvesChart, curvesFigure, curvesSvg } from "./curves.js";
import { type DistributionChart, distributionFigure, distributionSvg } from "./distribution.js";
import { type EfficiencyChart, efficiencyFigure, efficiencySvg } from "./efficiency.js";
import { type GapLadderChart, gapLadderFigure, gapLadderSvg } from "./gap-ladder.js";
import { type HeatMapChart, heatMapFigure, heatMapSvg } from "./heat-map.js";
import { type MachineSpreadChart, machineSpreadFigure, machineSpreadSvg } from "./machine-spread.js";
import { type OutcomeGridChart, outcomeGridFigure, outcomeGridSvg } from "./outcome-grid.js";
import { type Palette, pagePalette, recoloured } from "./palette.js";
import { type PercentilesChart, percentilesFigure, percentilesSvg } from "./percentiles.js";
import type { PlotlyFigure } from "./plotly.js";
import { type PredictedChart, predictedFigure, predictedSvg } from "./predicted-against-measured.js";
import { type PublishedChart, publishedFigure, publishedSvg } from "./published-against-measured.js";
import { type RatiosChart, ratiosFigure, ratiosSvg } from "./ratios.js";
import { type WaterfallChart, waterfallFigure, waterfallSvg } from "./waterfall.js";
import { type WorkerSharesChart, workerSharesFigure, workerSharesSvg } from "./worker-shares.js";

/** One model feeds the static picture and the interactive one, so the two cannot disagree. */
export type Chart =
  | DistributionChart
  | WaterfallChart
  | EfficiencyChart
  | PublishedChart
  | PredictedChart
  | GapLadderChart
  | CurvesChart
  | CumulativeChart
  | PercentilesChart
  | HeatMapChart
  | OutcomeGridChart
  | RatiosChart
  | WorkerSharesChart
  | CapacityChart
  | MachineSpreadChart
  | AgainstFloorsChart;

type Kind = Chart["kind"];
type ChartOf<K extends Kind> = Extract<Chart, { kind: K }>;

interface Drawing<K extends Kind> {
  readonly svg: (chart: ChartOf<K>, palette: Palette) => string;
  readonly figure: (chart: ChartOf<K>, palette: Palette) => PlotlyFigure;
}

const DRAWINGS: { readonly [K in Kind]: Drawing<K> } = {
  distribution: { svg: distributionSvg, figure: distributionFigure },
  waterfall: { svg: waterfallSvg, figure: waterfallFigure },
  efficiency: { svg: efficiencySvg, figure: efficiencyFigure },
  "published-against-measured": { svg: publishedSvg, figure: publishedFigure },
  "predicted-against-measured": { svg: predictedSvg, figure: predictedFigure },
  "gap-ladder": { svg: gapLadderSvg, figure: gapLadderFigure },
  curves: { svg: curvesSvg, figure: curvesFigure },
  cumulative: { svg: cumulativeSvg, figure: cumulativeFigure },
  percentiles: { svg: percentilesSvg, figure: percentilesFigure },
  "heat-map": { svg: heatMapSvg, figure: heatMapFigure },
  "outcome-grid": { svg: outcomeGridSvg, figure: outcomeGridFigure },
  ratios: { svg: ratiosSvg, figure: ratiosFigure },
  "worker-shares": { svg: workerSharesSvg, figure: workerSharesFigure },
  capacity: { svg: capacitySvg, figure: capacityFigure },
  "machine-spread": { svg: machineSpreadSvg, figure: machineSpreadFigure },
  "against-floors": { svg: againstFloorsSvg, figure: againstFloorsFigure },
};

// Drawing costs a hundred times as much as changing the colours of what is drawn, and a run renders its report once a
// document, each time with the charts of the others as they were.
const drawn = new Map<string, string>();

/** @returns one `<svg>` element, well-formed and free of style elements and scripts. */
export function chartSvg(chart: Chart, palette: Palette): string {
  const key = JSON.stringify(chart);
  let svg = drawn.get(key);
  if (svg === undefined) {
    svg = drawingOf(chart).svg(chart, pagePalette);
    drawn.set(key, svg);
  }
  return recoloured(svg, palette);
}

export function chartFigure(chart: Chart, palette: Palette): PlotlyFigure {
  return drawingOf(chart).figure(chart, palette);
}

function drawingOf(chart: Chart): Drawing<Kind> {
  return DRAWINGS[chart.kind] as Drawing<Kind>;
}
