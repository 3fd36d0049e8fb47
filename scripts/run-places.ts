import { existsSync } from "node:fs";
import path from "node:path";
import type { Profile } from "@interleave/lib/dist/catalogue/entry.js";
import { UsageError } from "@interleave/lib/dist/errors.js";
import { projectFolder, stateFolder } from "@interleave/lib/dist/paths.js";
import { readResults } from "@interleave/lib/dist/store/read-results.js";
import { expectWritable } from "./expect-writable.js";

/** Where a run writes. */
export interface RunPlaces {
  readonly resultsFolder: string;
  readonly reportsFolder: string;
  readonly notebooksFolder: string;
}

const publishedResults = path.join(projectFolder, "results");

/** The project's own folders; below `out` when it is given; smoke runs, which prove nothing, never in the project's. */
export function placesOf(out: string | undefined, profile: Profile): RunPlaces {
  const folder = out ?? (profile === "smoke" ? path.join(stateFolder(), "smoke") : undefined);
  return {
    resultsFolder: path.resolve(folder ?? projectFolder, "results"),
    reportsFolder: path.resolve(folder ?? projectFolder, "reports"),
    notebooksFolder: path.resolve(folder ?? stateFolder(), "notebooks"),
  };
}

/**
 * Makes the folders, and reads the results that the report and the notebooks will show beside the new ones: what
 * would stop the run after minutes of measuring stops it now.
 *
 * @throws UsageError for a place that cannot be written to, or a damaged results file
 */
export async function checkPlaces(places: RunPlaces): Promise<void> {
  for (const folder of Object.values(places)) await expectWritable(folder);
  const folders = new Set([publishedResults, places.resultsFolder]);
  for (const folder of folders) if (existsSync(folder)) await expectReadable(folder);
}

async function expectReadable(folder: string): Promise<void> {
  try {
    await readResults(folder);
  } catch (thrown) {
    if (!(thrown instanceof UsageError)) throw thrown;
    throw new UsageError(
      `${thrown.message} Nothing was run: with the file moved away, a run goes on without it.`,
    );
  }
}
