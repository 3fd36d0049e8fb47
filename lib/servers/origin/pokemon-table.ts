import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { shown, UsageError } from "../../errors.js";
import { libraryFolder } from "../../paths.js";

/** One Pokemon, with the sizes of its document as the PokeAPI project publishes it. */
export interface Pokemon {
  readonly id: number;
  readonly name: string;
  /** The minified document. */
  readonly jsonBytes: number;
  /** The same document in gzip form. */
  readonly gzipBytes: number;
}

/** How many documents there are at most; their ids run from 1 to this without a gap. */
export const DOCUMENT_COUNT = 898;

/**
 * The first Pokemon in the order of their ids.
 *
 * @param count an integer from 1 to {@link DOCUMENT_COUNT}.
 * @throws {UsageError} for any other count.
 */
export function firstPokemon(count: number): readonly Pokemon[] {
  if (!Number.isInteger(count) || count < 1 || count > DOCUMENT_COUNT) {
    throw new UsageError(
      `expected the number of documents to be an integer from 1 to ${DOCUMENT_COUNT}, came ${shown(count)}; try 150`,
    );
  }
  const [, ...rows] = readFileSync(path.join(libraryFolder, "servers/origin/pokemon-898.csv"), "utf8").split(
    "\n",
  );
  return rows.slice(0, count).map((row) => {
    const [id, name, jsonBytes, gzipBytes] = row.split(",");
    return { id: Number(id), name: name!, jsonBytes: Number(jsonBytes), gzipBytes: Number(gzipBytes) };
  });
}

/**
 * The names that a program must have collected after fetching documents 1 to `count`, in that order.
 *
 * @throws {UsageError} as {@link firstPokemon}.
 */
export function expectedNames(count: number): string[] {
  return firstPokemon(count).map(({ name }) => name);
}

/** The digest by which a program proves its answers: SHA-256, in hexadecimal, of the names joined by `\n`. */
export function digestOf(names: readonly string[]): string {
  return createHash("sha256").update(names.join("\n")).digest("hex");
}
