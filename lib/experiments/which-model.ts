import path from "node:path";
import { documents } from "../catalogue/index.js";
import { describeMachine } from "../measure/environment.js";
import { projectFolder } from "../paths.js";
import { advise } from "../render/choosing.js";
import { proseText } from "../render/prose.js";
import { readResults } from "../store/read-results.js";
import type { ResultFile } from "../store/result.js";
import type { Table } from "./notebook-output.js";

/**
 * Which model suits which work, from the published results of all four essays: those of this machine where it has
 * any. A row without results says so.
 */
export async function whichModel(): Promise<Table> {
  const published = await readResults(path.join(projectFolder, "results"));
  return whichModelTable(oneMachineEach(published, describeMachine().id));
}

/** The same from the results given, one file for each essay at most. */
export function whichModelTable(results: readonly ResultFile[]): Table {
  return {
    kind: "table",
    head: ["when", "first", "behind it", "its figure"],
    rows: advise(results, documents).map(({ choice, best, others }) => [
      choice.work,
      best === undefined ? "not known" : proseText(best),
      proseText(others),
      `${choice.document}, ${choice.experiment}`,
    ]),
  };
}

function oneMachineEach(results: readonly ResultFile[], here: string): ResultFile[] {
  return documents.flatMap(({ slug }) => {
    const files = results.filter(({ document }) => document === slug);
    return files.find(({ machine }) => machine.id === here) ?? files[0] ?? [];
  });
}
