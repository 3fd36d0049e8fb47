import path from "node:path";
import { libraryFolder } from "../paths.js";
import type { MissingProgram } from "../program.js";
import type { Runtime } from "../toolchain/runtime.js";
import { findPackageSet, type PackageSet, preparePackageSet } from "../toolchain/virtual-environment.js";
import type { PeerOptions } from "./peer.js";

/** The packages that the programs import themselves; the rest of `requirements.txt` is what these need. */
export const packageNames = ["requests", "aiohttp", "gevent"] as const;

/** The folder of the Python programs. */
export const pythonFolder = path.join(libraryFolder, "peers", "python");

const packages: PackageSet = {
  id: "peers",
  title: `the Python packages ${packageNames.join(", ")}`,
  requirementsFile: path.join(pythonFolder, "requirements.txt"),
};

/** Installs the packages in the project's virtual environment, unless it has them; see {@link preparePackageSet}. */
export function preparePackages(
  python: Runtime,
  options: PeerOptions,
  folder?: string,
): Promise<Runtime | MissingProgram> {
  return preparePackageSet(python, packages, options, folder);
}

/** The environment's interpreter, when it has exactly the packages asked for; changes nothing. */
export function findPackages(folder?: string): Promise<Runtime | null> {
  return findPackageSet(packages, folder);
}
