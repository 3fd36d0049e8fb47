import type { ResultFile } from "../store/result.js";

/** Where a result file lies, seen from the folder of the report. */
export function resultsFile({ machine, document }: ResultFile): string {
  return `../results/${encodeURIComponent(machine.id)}/${encodeURIComponent(document)}.json`;
}
