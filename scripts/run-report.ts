import { writeNotebookPage } from "@interleave/lib/dist/experiments/notebook-page.js";
import type { MeasuredDocument } from "@interleave/lib/dist/experiments/run-documents.js";
import { notebookPagesIn, renderReport, writeReport } from "@interleave/lib/dist/render/report.js";
import { readBenches } from "@interleave/lib/dist/store/read-bench.js";
import { readResults } from "@interleave/lib/dist/store/read-results.js";
import type { RunPlaces } from "./run-places.js";

/**
 * Writes the page of the executed notebook, and renders the report, which links to it. Where better results stay in
 * the place of the new ones, so does the page that shows them.
 */
export async function publishDocument(
  { document, run, outcome }: MeasuredDocument,
  places: RunPlaces,
): Promise<void> {
  if (outcome.kind !== "set-aside") await writeNotebookPage(document, run.outputFile, places.reportsFolder);
  await renderResults(places);
}

/** Renders the report from all results that are in the run's folder by now. */
export async function renderResults({ resultsFolder, reportsFolder }: RunPlaces): Promise<void> {
  const notebookPages = await notebookPagesIn(reportsFolder);
  const results = await readResults(resultsFolder);
  const benches = await readBenches(resultsFolder);
  await writeReport(reportsFolder, renderReport(results, { notebookPages, benches }));
}
