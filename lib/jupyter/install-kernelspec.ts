import { readFile, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { writeFileAtomically } from "../store/write-file.js";
import { KERNEL_NAME, kernelspec } from "./kernelspec.js";

/**
 * Writes our kernel into a Jupyter data folder, such as a virtual environment's `share/jupyter`, in place of the one
 * that it may have. Its paths are those of this copy of the project and of the Node that runs.
 *
 * @returns the file that Jupyter reads
 * @throws the signal's reason where it aborts before the file is in its place
 */
export async function installKernelspec(dataFolder: string, signal?: AbortSignal): Promise<string> {
  const file = path.join(kernelFolder(dataFolder), "kernel.json");
  await writeFileAtomically(file, `${JSON.stringify(kernelspec(), undefined, 2)}\n`, signal);
  return file;
}

/** Takes our kernel out of a Jupyter data folder; other kernels stay. Returns whether it was there. */
export async function uninstallKernelspec(dataFolder: string): Promise<boolean> {
  const folder = kernelFolder(dataFolder);
  const present = await readFile(path.join(folder, "kernel.json")).catch(() => null);
  await rm(folder, { recursive: true, force: true });
  return present !== null;
}

/** The Jupyter data folder of a virtual environment or of an installation's prefix. */
export function dataFolderOf(prefix: string): string {
  return path.join(prefix, "share", "jupyter");
}

/**
 * The Jupyter data folder of the person who runs this, where VS Code and every Jupyter of theirs look for kernels.
 *
 * *Source*: jupyter_core's `jupyter_data_dir`.
 */
export function userDataFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  switch (platform) {
    case "darwin":
      return path.join(homedir(), "Library", "Jupyter");
    case "win32":
      return path.join(env.APPDATA ?? path.join(homedir(), "AppData", "Roaming"), "jupyter");
    default:
      return path.join(env.XDG_DATA_HOME || path.join(homedir(), ".local", "share"), "jupyter");
  }
}

function kernelFolder(dataFolder: string): string {
  return path.join(dataFolder, "kernels", KERNEL_NAME);
}
