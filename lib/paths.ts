import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of `@interleave/lib`, whether this file runs compiled or from source. */
export const libraryFolder = findLibraryFolder();

/** The folder that holds `notebooks/`, `results/` and `reports/`. */
export const projectFolder = path.dirname(libraryFolder);

/**
 * Where builds, journals and replaced files go; ignored by git.
 * `INTERLEAVE_STATE` moves it, which is how tests keep out of the reader's own.
 */
export function stateFolder(): string {
  return process.env.INTERLEAVE_STATE ?? path.join(projectFolder, ".interleave");
}

/** The compiled form of a module of the library, for starting it as a program of its own. */
export function compiledModule(...parts: string[]): string {
  return path.join(libraryFolder, "dist", ...parts);
}

function findLibraryFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = path.join(folder, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "@interleave/lib")
      return folder;
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error("expected @interleave/lib in a folder above, found none");
    folder = parent;
  }
}
