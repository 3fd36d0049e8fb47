import type { BenchFile } from "../store/bench-file.js";
import type { ResultFile } from "../store/result.js";
import { plainText } from "./plain-text.js";

/** Where a result file lies, seen from the folder of the report. */
export function resultsFile({ machine, document }: ResultFile): string {
  return linkTo(machine.id, document);
}

/** Where a machine's bench lies, seen likewise. */
export function benchFileLink({ machine }: BenchFile): string {
  return linkTo(machine.id, "bench");
}

function linkTo(machineId: string, fileName: string): string {
  // Half a surrogate pair in a name would make the encoding throw.
  const [folder, name] = [machineId, fileName].map((part) => encodeURIComponent(plainText(part)));
  return `../results/${folder}/${name}.json`;
}
