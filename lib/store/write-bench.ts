import path from "node:path";
import { BENCH_FILE, type BenchFile, benchFileShape } from "./bench-file.js";
import { type Placed, replaceAndKeep } from "./replace-and-keep.js";
import { resultText } from "./result-text.js";

/**
 * Writes a bench to `<folder>/<machine>/bench.json`, whole or not at all, and keeps what stood there, as
 * `writeResultFile` does.
 *
 * @throws {TypeError} for a bench that its own schema refuses, before anything is written.
 */
export async function writeBenchFile(folder: string, bench: BenchFile): Promise<Placed> {
  const misfit = benchFileShape.misfit(bench);
  if (misfit) throw new TypeError(`A bench that no reader would accept: ${misfit}`);
  return replaceAndKeep(path.join(folder, bench.machine.id, BENCH_FILE), bench.machine.id, resultText(bench));
}
