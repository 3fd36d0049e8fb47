import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { messageOf, shown, UsageError } from "../errors.js";
import { type ResultFile, SCHEMA_VERSION } from "./result.js";
import { resultFileSchema, SLUGS } from "./schema.js";
import { shapeOf } from "./shape.js";

/** The shape that every result file has before anything reads it. */
export const resultFileShape = shapeOf(resultFileSchema);

/** Far above what `full` with every trace writes; a larger file is not worth the memory to find out. */
const SIZE_LIMIT_BYTES = 64 * 1024 ** 2;

/**
 * Reads one result file and holds it to the schema. Its content may be a stranger's: the shape is sure afterwards,
 * the texts in it are not safe to show unescaped.
 *
 * @throws {UsageError} when the file is missing, too large, no JSON, of another schema version, or of another shape;
 *   the message names the file and the place in it.
 */
export async function readResultFile(file: string): Promise<ResultFile> {
  return parseResult(parseJson(await readLimited(file), file), file);
}

/**
 * Holds a value that came from outside to the schema of result files.
 *
 * @param source where the value came from, for the message: a path, or "an output of 02-catch-em-all.ipynb".
 * @throws {UsageError} for another schema version, by name, or another shape, by place.
 */
export function parseResult(value: unknown, source: string): ResultFile {
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
 * @throws {UsageError} when the folder is missing, and for the first file that {@link readResultFile} refuses or that
 *   lies under another machine's or document's name than it says.
 */
export async function readResults(resultsFolder: string): Promise<ResultFile[]> {
  const results: ResultFile[] = [];
  for (const machine of await machineFolders(resultsFolder)) {
    const names = new Set(await readdir(path.join(resultsFolder, machine)));
    for (const slug of SLUGS) {
      if (!names.has(`${slug}.json`)) continue;
      const file = path.join(resultsFolder, machine, `${slug}.json`);
      const result = await readResultFile(file);
      expectPlace(file, result, machine, slug);
      results.push(result);
    }
  }
  return results;
}

async function machineFolders(resultsFolder: string): Promise<string[]> {
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

async function readLimited(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size <= SIZE_LIMIT_BYTES) return await readFile(file, "utf8");
    throw new UsageError(
      `Expected a result file of at most ${SIZE_LIMIT_BYTES} bytes, got ${size} bytes in ${file}.`,
    );
  } catch (thrown) {
    if (thrown instanceof UsageError) throw thrown;
    throw new UsageError(`Expected a result file at ${file}, got "${messageOf(thrown)}". Try another path.`);
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new UsageError(
      `Expected JSON in ${file}, got "${messageOf(thrown)}". Try measuring again, or remove the file.`,
    );
  }
}
