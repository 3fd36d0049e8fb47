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
 * longer has, and what a killed process left half-written. Other files of the folder stay.
 *
 * @throws the signal's reason where it aborts before the last file is in its place; those after it are as they were
 */
export async function writeReport(
  folder: string,
  rendered: RenderedReport,
  signal?: AbortSignal,
): Promise<void> {
  // The pages come last, so that a reader never meets one whose figures are not there yet.
  const files = [...rendered].sort(([a], [b]) => Number(b.includes("/")) - Number(a.includes("/")));
  for (const [name, content] of files) await writeFileAtomically(path.join(folder, name), content, signal);
  for (const name of await readdir(folder)) {
    const half = /^(.+)\.[\w-]+\.part$/.exec(name);
    if (half && rendered.has(half[1]!)) await rm(path.join(folder, name), { force: true });
  }
  const figures = path.join(folder, "figures");
  for (const name of await readdir(figures).catch(() => [])) {
    const stale = /\.svg(\.[\w-]+\.part)?$/.test(name) && !rendered.has(`figures/${name}`);
    if (stale) await rm(path.join(figures, name), { force: true });
  }
}
