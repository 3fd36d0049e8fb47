import { isBuiltin } from "node:module";
import path from "node:path";
import type ts from "typescript";

/**
 * Keeps cells on the library as they loaded it, types like code, until the kernel starts anew.
 *
 * Node never reads a module twice. A compiler that did would type-check cells against code that does not run, and
 * tslab's fails every following cell once a file changes between two of them. The cell and the declarations before
 * it are no files on disk, and tslab reports their changes itself.
 */
export function stopWatching(system: ts.System): void {
  const watchNothing = (): ts.FileWatcher => ({ close: () => {} });
  system.watchFile = watchNothing;
  system.watchDirectory = watchNothing;
}

/**
 * Looks anew, for every cell, for the modules that were not found: one may have been built or installed since.
 *
 * The compiler's own cache would keep a failure until a watcher reports the file. What was found stays, also while
 * a build replaces it.
 *
 * Node's own modules are not looked for: Node takes none of them from a folder, whatever is installed there, and
 * their types are declared by `@types/node` whole. The declarations that a cell can see name them hundreds of times.
 */
export function retryMissingModules(
  compiler: typeof ts,
  host: ts.ModuleResolutionHost &
    Pick<ts.CompilerHost, "resolveModuleNameLiterals" | "hasInvalidatedResolutions">,
): void {
  const found = new Map<string, ts.ResolvedModuleWithFailedLookupLocations>();
  host.resolveModuleNameLiterals = (names, importingFile, redirect, options) =>
    names.map(({ text: name }) => {
      if (isBuiltin(name)) return NO_FILE;
      const key = `${path.dirname(importingFile)}\0${name}`;
      const known = found.get(key);
      if (known !== undefined) return known;
      const result = compiler.resolveModuleName(name, importingFile, options, host, undefined, redirect);
      if (result.resolvedModule !== undefined) found.set(key, result);
      return result;
    });
  // Only the cell imports anew; without this each one costs a look at every file of the library.
  host.hasInvalidatedResolutions = () => false;
}

const NO_FILE: ts.ResolvedModuleWithFailedLookupLocations = { resolvedModule: undefined };
