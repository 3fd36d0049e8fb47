import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { messageOf, UsageError } from "../errors.js";

/** Far above what `full` with every trace writes; a larger file is not worth the memory to find out. */
const SIZE_LIMIT_BYTES = 64 * 1024 ** 2;

/**
 * Reads a text file that may come from a stranger: a plain file of bounded size, in UTF-8 without a byte order mark.
 *
 * @throws {UsageError} for anything else, and for a file that cannot be read.
 */
export async function readText(file: string): Promise<string> {
  const bytes = await readBounded(file);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new UsageError(
      `Expected UTF-8 without a byte order mark in ${file}, got one at byte 0. Try saving the file without it.`,
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(
      `Expected UTF-8 in ${file}, got other bytes from about byte ${validLength(bytes)} on. Try the file as it was written.`,
    );
  }
}

async function readBounded(file: string): Promise<Buffer> {
  try {
    // A pipe would keep the reader waiting for ever if opening it could block.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new UsageError(`Expected a plain file at ${file}, got something else.`);
      if (stats.size > SIZE_LIMIT_BYTES) {
        throw new UsageError(
          `Expected a result file of at most ${SIZE_LIMIT_BYTES} bytes, got ${stats.size} bytes in ${file}.`,
        );
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (thrown instanceof UsageError) throw thrown;
    throw new UsageError(`Expected a result file at ${file}, got "${messageOf(thrown)}". Try another path.`);
  }
}

/** How many bytes are read as they are before the first that is no UTF-8. */
function validLength(bytes: Buffer): number {
  const replaced = bytes.toString("utf8");
  return Buffer.byteLength(replaced.slice(0, replaced.indexOf("\u{fffd}")));
}
