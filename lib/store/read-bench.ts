import { stat } from "node:fs/promises";
import path from "node:path";
import { messageOf, shown, UsageError } from "../errors.js";
import { BENCH_FILE, type BenchFile, benchFileShape } from "./bench-file.js";
import { parseJsonText } from "./json-text.js";
import { machineFolders } from "./read-results.js";
import { readText } from "./read-text.js";
import { SCHEMA_VERSION } from "./result.js";

/**
 * Reads one file of the bench and holds it to its schema; like a result file it may be a stranger's.
 *
 * @throws {UsageError} when the file is missing, too large, no text in UTF-8, no JSON or with a key twice, of another
 *   schema version, or of another shape; the message names the file and the place in it.
 */
export async function readBenchFile(file: string): Promise<BenchFile> {
  const text = await readText(file);
  let value: unknown;
  try {
    value = parseJsonText(text);
  } catch (thrown) {
    throw new UsageError(
      `Expected JSON in ${file}: ${messageOf(thrown)}. Try measuring again, or remove the file.`,
    );
  }
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== SCHEMA_VERSION) {
    throw new UsageError(
      `Expected schemaVersion ${SCHEMA_VERSION} in ${file}, got ${shown(version)}. Try the version of interleave that wrote it.`,
    );
  }
  if (benchFileShape.fits(value)) return value;
  throw new UsageError(
    `Expected a bench of schema version ${SCHEMA_VERSION} in ${file}: ${benchFileShape.misfit(value)}. Try \`npm run bench\` again.`,
  );
}

/**
 * The bench files of a folder of results by their names, `<machine>/bench.json`, sorted by machine; a machine's
 * folder may lack one.
 *
 * @throws {UsageError} when the folder is missing.
 */
export async function benchFiles(resultsFolder: string): Promise<string[]> {
  const machines = await machineFolders(resultsFolder);
  const files = machines.map((machine) => path.join(resultsFolder, machine, BENCH_FILE));
  const present = await Promise.all(
    files.map((file) =>
      stat(file).then(
        (stats) => stats.isFile(),
        () => false,
      ),
    ),
  );
  return files.filter((_, index) => present[index]);
}

/** Reads all bench files of a folder. @throws {UsageError} for the first that {@link readPlacedBench} refuses. */
export async function readBenches(resultsFolder: string): Promise<BenchFile[]> {
  const benches: BenchFile[] = [];
  for (const file of await benchFiles(resultsFolder)) benches.push(await readPlacedBench(file));
  return benches;
}

/**
 * Reads a bench file that lies in its place among the results.
 *
 * @throws {UsageError} for what {@link readBenchFile} refuses, and for a file that lies under another machine's name.
 */
export async function readPlacedBench(file: string): Promise<BenchFile> {
  const bench = await readBenchFile(file);
  const folder = path.basename(path.dirname(file));
  if (bench.machine.id === folder) return bench;
  throw new UsageError(
    `Expected ${file} to hold the bench of ${folder}, got that of ${bench.machine.id}. Try ${bench.machine.id}/${BENCH_FILE} as its place.`,
  );
}
