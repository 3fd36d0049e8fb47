import { stat } from "node:fs/promises";
import path from "node:path";
import { shown, UsageError } from "../errors.js";
import { MACHINE_ID_PATTERN } from "./machine-id.js";
import { machineFiles, readPlacedResult, readResultFile, readResults } from "./read-results.js";
import type { ResultFile } from "./result.js";

/**
 * Reads the results of one machine, wherever they are: a result file, a machine's folder, a folder of results with
 * one machine, or a machine's id in `resultsFolder`.
 *
 * @returns at least one, all of one fingerprint.
 * @throws {UsageError} for a place without results, with several machines, or with a file that a reader refuses.
 */
export async function readMachine(place: string, resultsFolder: string): Promise<readonly ResultFile[]> {
  const results = await readPlace(place, resultsFolder);
  const ids = [...new Set(results.map(({ machine }) => machine.id))];
  if (ids.length === 0) throw new UsageError(`Expected results in ${place}, got none. Try \`npm start\`.`);
  const fingerprints = new Set(results.map(({ machine }) => JSON.stringify(machine.fingerprint)));
  if (ids.length === 1 && fingerprints.size === 1) return results;
  throw new UsageError(
    ids.length > 1
      ? `Expected the results of one machine in ${place}, got ${ids.join(", ")}. Try ${path.join(place, ids[0]!)}.`
      : `Expected the results of one machine in ${place}, got ${fingerprints.size} that call themselves ${ids[0]}. Try a single file.`,
  );
}

async function readPlace(place: string, resultsFolder: string): Promise<readonly ResultFile[]> {
  const stats = await stat(place).catch(() => null);
  if (stats?.isDirectory()) {
    const own = await machineFiles(place);
    if (own.length === 0) return readResults(place);
    return Promise.all(own.map((file) => readPlacedResult(path.resolve(file))));
  }
  if (stats) return [await readResultFile(place)];
  if (!new RegExp(MACHINE_ID_PATTERN).test(place)) {
    throw new UsageError(`Expected a machine id, a file or a folder, got ${shown(place)}, which is none.`);
  }
  const results = await readResults(resultsFolder);
  const found = results.filter(({ machine }) => machine.id === place);
  if (found.length > 0) return found;
  const known = [...new Set(results.map(({ machine }) => machine.id))].join(", ") || "none";
  throw new UsageError(
    `Expected a machine with results, a file or a folder, got ${shown(place)}. Results are there of: ${known}.`,
  );
}
