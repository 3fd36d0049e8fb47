import path from "node:path";
import type { Document } from "../catalogue/entry.js";
import { readNotebook } from "../jupyter/notebook-file.js";
import { renderNotebookPage } from "../render/notebook-page/notebook-page.js";
import { writeFileAtomically } from "../store/write-file.js";

/**
 * Renders a document's executed notebook as a page beside the report that links to it.
 *
 * @param executedFile as the runner has saved it
 * @returns the page: `notebooks/<notebook>.html` in the report's folder
 */
export async function writeNotebookPage(
  document: Document,
  executedFile: string,
  reportsFolder: string,
): Promise<string> {
  const notebook = await readNotebook(executedFile);
  const page = renderNotebookPage(notebook as Parameters<typeof renderNotebookPage>[0], {
    title: document.title,
    source: `notebooks/${document.notebook}.ipynb`,
    report: "index.html",
  });
  const file = path.join(reportsFolder, "notebooks", `${document.notebook}.html`);
  await writeFileAtomically(file, page);
  return file;
}
