import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { libraryFolder } from "../paths.js";

/** Folders whose files are code of some language that programs are made of. */
const CODE = [path.join(libraryFolder, "dist"), path.join(libraryFolder, "peers")];
const CODE_FILE = /\.(js|go|mod|py|txt|csv)$/;

/**
 * A hash over the library as compiled, the peers' sources, and further files such as built programs: two runs with
 * the same hash ran the same code.
 *
 * @returns SHA-256 in hexadecimal.
 */
export async function codeHash(furtherFiles: readonly string[] = []): Promise<string> {
  const files = (await Promise.all(CODE.map(codeFiles))).flat().sort();
  const hash = createHash("sha256");
  // Hundreds of small files: a turn of the event loop for each would cost several times as much.
  for (const file of files) hash.update(`${path.relative(libraryFolder, file)}\n`).update(readFileSync(file));
  for (const file of furtherFiles) hash.update(`${path.basename(file)}\n`).update(readFileSync(file));
  return hash.digest("hex");
}

async function codeFiles(folder: string): Promise<string[]> {
  if (!(await stat(folder).catch(() => null))) return [];
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && CODE_FILE.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
