import { type CurvesChart, curvesFigure, curvesSvg } from "./curves.js";
import { type DistributionChart, distributionFigure, distributionSvg } from "./distribution.js";
import { type EfficiencyChart, efficiencyFigure, efficiencySvg } from "./efficiency.js";
import { type GapLadderChart, gapLadderFigure, gapLadderSvg } from "./gap-ladder.js";
import type { Palette } from "./palette.js";
import type { PlotlyFigure } from "./plotly.js";
import { type PublishedChart, publishedFigure, publishedSvg } from "./published-against-measured.js";
import { type WaterfallChart, waterfallFigure, waterfallSvg } from "./waterfall.js";

/** One model feeds the static picture and the interactive one, so the two cannot disagree. */
export type Chart =
  | DistributionChart
  | WaterfallChart
  | EfficiencyChart
  | PublishedChart
  | GapLadderChart
  | CurvesChart;

/** @returns one `<svg>` element, well-formed and free of style elements and scripts. */
export function chartSvg(chart: Chart, palette: Palette): string {
  switch (chart.kind) {
    case "distribution":
      return distributionSvg(chart, palette);
    case "waterfall":
      return waterfallSvg(chart, palette);
    case "efficiency":
      return efficiencySvg(chart, palette);
    case "published-against-measured":
      return publishedSvg(chart, palette);
    case "gap-ladder":
      return gapLadderSvg(chart, palette);
    case "curves":
      return curvesSvg(chart, palette);
  }
}

export function chartFigure(chart: Chart, palette: Palette): PlotlyFigure {
  switch (chart.kind) {
    case "distribution":
      return distributionFigure(chart, palette);
    case "waterfall":
      return waterfallFigure(chart, palette);
    case "efficiency":
      return efficiencyFigure(chart, palette);
    case "published-against-measured":
      return publishedFigure(chart, palette);
    case "gap-ladder":
      return gapLadderFigure(chart, palette);
    case "curves":
      return curvesFigure(chart, palette);
  }
}
