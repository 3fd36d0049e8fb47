import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { writeFileAtomically } from "../store/write-file.js";
import type { RenderedReport } from "./report.js";

/** The executed notebooks that stand as pages in a report's folder, by their names without extension. */
export async function notebookPagesIn(folder: string): Promise<string[]> {
  const names = await readdir(path.join(folder, "notebooks")).catch(() => []);
  return names.filter((name) => name.endsWith(".html")).map((name) => path.basename(name, ".html"));
}

/**
 * Writes a report's files into a folder, each whole or not at all, and then removes the figures that the report no
 * longer has. Other files of the folder stay.
 */
export async function writeReport(folder: string, rendered: RenderedReport): Promise<void> {
  // The pages come last, so that a reader never meets one whose figures are not there yet.
  const files = [...rendered].sort(([a], [b]) => Number(b.includes("/")) - Number(a.includes("/")));
  for (const [name, content] of files) await writeFileAtomically(path.join(folder, name), content);
  const figures = path.join(folder, "figures");
  for (const name of await readdir(figures).catch(() => [])) {
    const stale = /\.svg(\.[\w-]+\.part)?$/.test(name) && !rendered.has(`figures/${name}`);
    if (stale) await rm(path.join(figures, name), { force: true });
  }
}
