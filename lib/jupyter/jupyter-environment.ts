/** Where JupyterLab comes from: the project's own virtual environment, or an installation that a person names. */
import { existsSync } from "node:fs";
import path from "node:path";
import { libraryFolder, stateFolder } from "../paths.js";
import type { MissingProgram } from "../program.js";
import { writeFileAtomically } from "../store/write-file.js";
import { findPython } from "../toolchain/runtime.js";
import { runTool } from "../toolchain/tool.js";
import { isAtLeast } from "../toolchain/version.js";
import {
  environmentFolder,
  findPackageSet,
  type InstallOptions,
  type PackageSet,
  preparePackageSet,
} from "../toolchain/virtual-environment.js";
import { dataFolderOf, installKernelspec } from "./install-kernelspec.js";

/** A Jupyter that can run, with our kernel among its kernels. */
export interface Jupyter {
  /** The `jupyter` command. */
  readonly file: string;
  /** Of its JupyterLab: "4.6.6". */
  readonly version: string;
  /** To be added to the environment of every process of it: leads it to our kernel. */
  readonly env: Readonly<Record<string, string>>;
}

const packages: PackageSet = {
  id: "jupyter",
  title: "JupyterLab",
  requirementsFile: path.join(libraryFolder, "jupyter", "lab", "requirements.txt"),
};

const QUESTION_LIMIT_MS = 60_000;

/**
 * The Jupyter that is there: the one in `file`, or else the one that `INTERLEAVE_JUPYTER` names, or else the project's
 * own. Installs nothing into it; our kernel is made known to it by its environment.
 *
 * @param file a `jupyter` command
 */
export async function findJupyter(
  file = process.env.INTERLEAVE_JUPYTER || undefined,
): Promise<Jupyter | MissingProgram> {
  if (file !== undefined) return askJupyter(path.resolve(file));
  if (await findPackageSet(packages)) return askJupyter(ownCommand());
  return { missing: "the project has no JupyterLab yet: `npm run lab -- --prepare` installs it" };
}

/**
 * The project's own JupyterLab, installed into its virtual environment on first use together with our kernel.
 *
 * @returns a clause on what is missing where Python, its `venv` or a package index are
 * @throws the signal's reason, when it aborts
 */
export async function prepareJupyter(options: InstallOptions = {}): Promise<Jupyter | MissingProgram> {
  const python = await findPython();
  if ("missing" in python) return python;
  if (!isAtLeast(python.version, 3, 10)) {
    return { missing: `JupyterLab needs Python 3.10 or newer, and python3 is ${python.version.text}` };
  }
  const prepared = await preparePackageSet(python, packages, options);
  if ("missing" in prepared) return prepared;
  await installKernelspec(dataFolderOf(environmentFolder));
  await writeFileAtomically(
    path.join(dataFolderOf(environmentFolder), "lab", "settings", "overrides.json"),
    quiet,
  );
  return askJupyter(ownCommand());
}

/** A first look at the notebooks needs no question about news, and asks no server for them. */
const quiet = `${JSON.stringify(
  { "@jupyterlab/apputils-extension:notification": { checkForUpdates: false, fetchNews: "false" } },
  undefined,
  2,
)}\n`;

async function askJupyter(file: string): Promise<Jupyter | MissingProgram> {
  if (!existsSync(file)) return { missing: `there is no Jupyter at ${file}` };
  const { stdout, failure } = await runTool(file, ["lab", "--version"], { limitMs: QUESTION_LIMIT_MS });
  if (failure !== undefined) return { missing: `${file} has no JupyterLab: ${failure}` };
  const dataFolder = path.join(stateFolder(), "jupyter");
  await installKernelspec(dataFolder);
  const inherited = process.env.JUPYTER_PATH;
  return {
    file,
    version: stdout.trim(),
    env: { JUPYTER_PATH: [dataFolder, ...(inherited ? [inherited] : [])].join(path.delimiter) },
  };
}

function ownCommand(): string {
  return path.join(environmentFolder, "bin", "jupyter");
}
