import type { Document } from "@interleave/lib/dist/catalogue/entry.js";
import { writeNotebookPage } from "@interleave/lib/dist/experiments/notebook-page.js";
import { notebookPagesIn, renderReport, writeReport } from "@interleave/lib/dist/render/report.js";
import { readBenches } from "@interleave/lib/dist/store/read-bench.js";
import { readResults } from "@interleave/lib/dist/store/read-results.js";
import type { RunPlaces } from "./run-places.js";

/** Writes the page of an executed notebook, to which a report rendered afterwards links. */
export async function writePage(
  document: Document,
  executedFile: string,
  { reportsFolder }: RunPlaces,
): Promise<void> {
  await writeNotebookPage(document, executedFile, reportsFolder);
}

/** Renders the report from all results that are in the run's folder by now. */
export async function renderResults({ resultsFolder, reportsFolder }: RunPlaces): Promise<void> {
  const notebookPages = await notebookPagesIn(reportsFolder);
  const results = await readResults(resultsFolder);
  const benches = await readBenches(resultsFolder);
  await writeReport(reportsFolder, renderReport(results, { notebookPages, benches }));
}
