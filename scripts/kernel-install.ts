import path from "node:path";
import { UsageError } from "@interleave/lib/dist/errors.js";
import {
  dataFolderOf,
  installKernelspec,
  uninstallKernelspec,
  userDataFolder,
} from "@interleave/lib/dist/jupyter/install-kernelspec.js";
import { Command } from "commander";
import { exitCodes, runCommand } from "./run-command.js";

interface Options {
  readonly user: boolean;
  readonly prefix?: string;
  readonly uninstall: boolean;
}

const command = new Command("npm run kernel:install --")
  .description(
    "Makes the notebooks' kernel known to VS Code and to a Jupyter that you have. It holds the paths of this folder and of your Node: run it again after either has moved.",
  )
  .option("--user", "for everything that you run, VS Code included (the default)", false)
  .option("--prefix <folder>", "for one virtual environment or installation of Jupyter alone")
  .option("--uninstall", "take it away again", false);

await runCommand(command, async (parsed, signal) => {
  const { user, prefix, uninstall } = parsed.opts<Options>();
  if (user && prefix !== undefined) {
    throw new UsageError("Expected --user or --prefix, got both. Try one of them.");
  }
  const dataFolder = prefix === undefined ? userDataFolder() : dataFolderOf(path.resolve(prefix));
  if (uninstall) {
    const there = await uninstallKernelspec(dataFolder);
    console.log(there ? `taken away from ${dataFolder}` : `nothing to take away in ${dataFolder}`);
    return exitCodes.ok;
  }
  console.log(`installed as ${await installKernelspec(dataFolder, signal)}`);
  console.log("In VS Code: open a notebook, then Select Kernel > Jupyter Kernel > TypeScript (interleave).");
  return exitCodes.ok;
});
