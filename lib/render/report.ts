import type { Document } from "../catalogue/entry.js";
import { documents as catalogue } from "../catalogue/index.js";
import { chartSvg } from "../charts/chart.js";
import { darkPalette, lightPalette } from "../charts/palette.js";
import type { ResultFile } from "../store/result.js";
import { renderHtml } from "./html.js";
import { renderMarkdown } from "./markdown/report-markdown.js";
import { chartsIn, type ModelOptions, reportModel } from "./report-model.js";

export { machinesOf } from "./html.js";
export { notebookPagesIn, writeReport } from "./write-report.js";

/** The files of a report by their paths: `index.html`, `report.md`, `figures/<chart>-light.svg` and `-dark.svg`. */
export type RenderedReport = ReadonlyMap<string, string>;

export interface RenderOptions extends ModelOptions {
  /** The catalogue, unless a test brings its own; one without results is listed as not yet measured. */
  readonly documents?: readonly Document[];
}

/**
 * Renders a report from results alone. The same results give the same bytes, in whatever order they come; every
 * verdict is judged from their samples, and all their texts are treated as a stranger's.
 */
export function renderReport(
  results: readonly ResultFile[],
  { documents = catalogue, ...options }: RenderOptions = {},
): RenderedReport {
  const model = reportModel(results, documents, options);
  const figures = chartsIn(model).flatMap((chart): [string, string][] => [
    [`figures/${chart.id}-light.svg`, `${chartSvg(chart, lightPalette)}\n`],
    [`figures/${chart.id}-dark.svg`, `${chartSvg(chart, darkPalette)}\n`],
  ]);
  return new Map([["index.html", renderHtml(model)], ["report.md", renderMarkdown(model)], ...figures]);
}
