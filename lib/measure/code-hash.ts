import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { libraryFolder, projectFolder } from "../paths.js";

/** Folders with the code, in any language, that programs are made of, and with the tables that they serve. */
const CODE = ["dist", "peers", "servers"].map((folder) => path.join(libraryFolder, folder));
/** Libraries are under test too; this file has the version and the digest of each. */
const LIBRARIES = path.join(projectFolder, "package-lock.json");
const CODE_FILE = /\.(js|go|mod|py|txt|csv)$/;

/**
 * A hash over all of {@link hashedFiles} and further files such as built programs: two runs with the same hash ran the
 * same code.
 *
 * @returns SHA-256 in hexadecimal.
 */
export async function codeHash(furtherFiles: readonly string[] = []): Promise<string> {
  const hash = createHash("sha256");
  // Hundreds of small files: a turn of the event loop for each would cost several times as much.
  for (const file of await hashedFiles()) {
    hash.update(`${path.relative(projectFolder, file)}\n`).update(readFileSync(file));
  }
  for (const file of furtherFiles) hash.update(`${path.basename(file)}\n`).update(readFileSync(file));
  return hash.digest("hex");
}

/** The library as compiled, the peers' sources, the tables of the servers, and the lock file of the libraries. */
export async function hashedFiles(): Promise<string[]> {
  const files = (await Promise.all(CODE.map(codeFiles))).flat();
  return [...files, LIBRARIES].sort();
}

async function codeFiles(folder: string): Promise<string[]> {
  if (!(await stat(folder).catch(() => null))) return [];
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && CODE_FILE.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
