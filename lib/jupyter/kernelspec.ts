import { compiledModule, projectFolder } from "../paths.js";

/** The name of our kernel, as notebooks and Jupyter's folder of kernels know it. */
export const KERNEL_NAME = "interleave-tslab";

const DISPLAY_NAME = "TypeScript (interleave)";

/** The content of a `kernel.json`. */
export interface Kernelspec {
  /** `{connection_file}` stands for the path of the connection file. */
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "signal";
}

/**
 * The command that starts the kernel.
 *
 * All paths are absolute, because VS Code starts kernels with another PATH and working folder than a terminal.
 *
 * @param rootFolder the kernel's working folder, and the folder that cells import from: the project's by default.
 */
export function kernelspec(
  rootFolder: string = projectFolder,
  nodeFile: string = process.execPath,
): Kernelspec {
  return {
    argv: [
      nodeFile,
      // Cells load the library, an ES module, through `require`, which Node 20 calls an experiment.
      "--disable-warning=ExperimentalWarning",
      compiledModule("jupyter", "launcher.js"),
      "--root",
      rootFolder,
      "--config-path",
      "{connection_file}",
    ],
    display_name: DISPLAY_NAME,
    language: "typescript",
    interrupt_mode: "signal",
  };
}
