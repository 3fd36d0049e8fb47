import type { ResultFile } from "../store/result.js";
import { plainText } from "./plain-text.js";

/** Where a result file lies, seen from the folder of the report. */
export function resultsFile({ machine, document }: ResultFile): string {
  // Half a surrogate pair in a name would make the encoding throw.
  const [folder, name] = [machine.id, document].map((part) => encodeURIComponent(plainText(part)));
  return `../results/${folder}/${name}.json`;
}
