import { readdir } from "node:fs/promises";
import path from "node:path";
import { messageOf, shown, UsageError } from "../errors.js";
import { parseJsonText } from "./json-text.js";
import { readText } from "./read-text.js";
import { type ResultFile, SCHEMA_VERSION } from "./result.js";
import { resultFileSchema, SLUGS } from "./schema.js";
import { shapeOf } from "./shape.js";

/** The shape that every result file has before anything reads it. */
export const resultFileShape = shapeOf(resultFileSchema);

/**
 * Reads one result file and holds it to the schema. Its content may be a stranger's: the shape is sure afterwards,
 * the texts in it are not safe to show unescaped.
 *
 * @throws {UsageError} when the file is missing, too large, no text in UTF-8, no JSON or with a key twice, of another
 *   schema version, or of another shape; the message names the file and the place in it.
 */
export async function readResultFile(file: string): Promise<ResultFile> {
  return parseResult(parseJson(await readText(file), file), file);
}

/**
 * Holds a value that came from outside to the schema of result files.
 *
 * @param source where the value came from, for the message: a path, or "an output of 02-catch-em-all.ipynb".
 * @throws {UsageError} for another schema version, by name, or another shape, by place.
 */
export function parseResult(value: unknown, source: string): ResultFile {
  if ((value as { kind?: unknown } | null | undefined)?.kind === "bench") {
    throw new UsageError(
      `Expected the results of a document in ${source}, got those of the bench. Try one of ${SLUGS.map((slug) => `${slug}.json`).join(", ")}; the report shows the bench.`,
    );
  }
  const version = (value as { schemaVersion?: unknown } | null | undefined)?.schemaVersion;
  if (version !== SCHEMA_VERSION) {
    throw new UsageError(
      `Expected schemaVersion ${SCHEMA_VERSION} in ${source}, got ${shown(version)}. Try the version of interleave that wrote it.`,
    );
  }
  if (resultFileShape.fits(value)) return value;
  throw new UsageError(
    `Expected a result of schema version ${SCHEMA_VERSION} in ${source}: ${resultFileShape.misfit(value)}. Try measuring again.`,
  );
}

/**
 * Reads all results of a folder, `<machine>/<slug>.json`, sorted by machine and then in the order of the documents.
 * Anything else in the folder is left alone; a machine's folder may lack documents.
 *
 * @throws {UsageError} when the folder is missing, and for the first file that {@link readPlacedResult} refuses.
 */
export async function readResults(resultsFolder: string): Promise<ResultFile[]> {
  const results: ResultFile[] = [];
  for (const file of await resultFiles(resultsFolder)) results.push(await readPlacedResult(file));
  return results;
}

/**
 * The result files of a folder by their names, `<machine>/<slug>.json`, in the order of {@link readResults}.
 *
 * @throws {UsageError} when the folder is missing.
 */
export async function resultFiles(resultsFolder: string): Promise<string[]> {
  const files: string[] = [];
  for (const machine of await machineFolders(resultsFolder))
    files.push(...(await machineFiles(path.join(resultsFolder, machine))));
  return files;
}

/** The result files of one machine's folder, in the order of the documents. */
export async function machineFiles(machineFolder: string): Promise<string[]> {
  const names = new Set(await readdir(machineFolder));
  return SLUGS.filter((slug) => names.has(`${slug}.json`)).map((slug) =>
    path.join(machineFolder, `${slug}.json`),
  );
}

/**
 * Reads a result file that lies in its place among the results.
 *
 * @throws {UsageError} for what {@link readResultFile} refuses, and for a file that lies under another machine's or
 *   document's name than it says.
 */
export async function readPlacedResult(file: string): Promise<ResultFile> {
  const result = await readResultFile(file);
  expectPlace(file, result, path.basename(path.dirname(file)), path.basename(file, ".json"));
  return result;
}

/**
 * The names of a results folder's machines, sorted.
 *
 * @throws {UsageError} when the folder is missing.
 */
export async function machineFolders(resultsFolder: string): Promise<string[]> {
  try {
    const entries = await readdir(resultsFolder, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
    return folders.map((entry) => entry.name).sort();
  } catch (thrown) {
    throw new UsageError(
      `Expected a folder of results at ${resultsFolder}, got "${messageOf(thrown)}". Try \`npm start\` to measure some.`,
    );
  }
}

function expectPlace(file: string, result: ResultFile, machine: string, slug: string): void {
  if (result.machine.id === machine && result.document === slug) return;
  throw new UsageError(
    `Expected ${file} to hold ${machine}'s ${slug}, got ${result.machine.id}'s ${result.document}. Try ${result.machine.id}/${result.document}.json as its place.`,
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return parseJsonText(text);
  } catch (thrown) {
    throw new UsageError(
      `Expected JSON in ${file}: ${messageOf(thrown)}. Try measuring again, or remove the file.`,
    );
  }
}
