import { spawn } from "node:child_process";
import { once } from "node:events";
import { InterruptedError, RunError, shown, UsageError } from "@interleave/lib/dist/errors.js";
import {
  findJupyter,
  type Jupyter,
  prepareJupyter,
} from "@interleave/lib/dist/jupyter/jupyter-environment.js";
import { projectFolder } from "@interleave/lib/dist/paths.js";
import { Command } from "commander";
import { LiveLine } from "./live-line.js";
import { exitCodes, runCommand } from "./run-command.js";

interface Options {
  readonly prepare: boolean;
  readonly jupyter?: string;
  readonly port: string;
  readonly browser: boolean;
}

const FIRST_NOTEBOOK = "notebooks/01-from-python-to-go.ipynb";

const command = new Command("npm run lab --")
  .description("Opens JupyterLab on the first notebook. Installs it on first use, into the project's .venv.")
  .option("--prepare", "install it and our kernel, and open nothing", false)
  .option("--jupyter <file>", "use the JupyterLab of this `jupyter` command (default: the project's own)")
  .option("--port <number>", "listen there, or on the next port that is free", "8888")
  .option("--no-browser", "print the address and leave the browser alone");

await runCommand(command, async (parsed, signal) => {
  const { prepare, jupyter, port, browser } = parsed.opts<Options>();
  const portNumber = parsePort(port);
  const found = jupyter === undefined ? await own(signal) : await given(jupyter);
  console.log(`JupyterLab ${found.version}: ${found.file}`);
  if (prepare) return exitCodes.ok;
  await open(found, portNumber, browser, signal);
  return exitCodes.ok;
});

/** The project's own, installed if need be. */
async function own(signal: AbortSignal): Promise<Jupyter> {
  const line = new LiveLine();
  const found = await prepareJupyter({
    signal,
    onProgress: (sentence) => {
      const said = `${sentence}: about a minute`;
      if (process.stdout.isTTY) line.update(said);
      else line.print(said);
    },
  }).finally(() => line.clear());
  if ("file" in found) return found;
  throw new RunError(
    `No JupyterLab here: ${found.missing}.\n` +
      "`npm start` runs the notebooks without it, `npm run step -- 01` steps through one in the terminal, and " +
      "`npm run lab -- --jupyter FILE` uses a Jupyter from elsewhere.",
  );
}

async function given(file: string): Promise<Jupyter> {
  const found = await findJupyter(file);
  if ("file" in found) return found;
  throw new UsageError(
    `Expected --jupyter to be a \`jupyter\` command with JupyterLab, got ${shown(file)}: ${found.missing}. ` +
      "Try `command -v jupyter`, or leave it out for the project's own.",
  );
}

/** Runs JupyterLab until it ends or the signal aborts; its kernels end with it. */
async function open(
  { file, env }: Jupyter,
  port: number,
  browser: boolean,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const args = [
    "lab",
    `--ServerApp.root_dir=${projectFolder}`,
    `--LabApp.default_url=/lab/tree/${FIRST_NOTEBOOK}`,
    "--ServerApp.ip=127.0.0.1",
    `--ServerApp.port=${port}`,
    // Ctrl-C is answer enough.
    "--ServerApp.answer_yes=True",
    ...(browser ? [] : ["--no-browser"]),
    // Containers often know no other user, and the server listens on the loopback alone.
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  const child = spawn(file, args, { cwd: projectFolder, env: { ...process.env, ...env }, stdio: "inherit" });
  const stop = () => child.kill("SIGTERM");
  signal.addEventListener("abort", stop, { once: true });
  const [code, endedBy] = await once(child, "exit");
  signal.removeEventListener("abort", stop);
  if (signal.aborted) throw new InterruptedError();
  if (code !== 0) throw new RunError(`JupyterLab ended with ${endedBy ?? code}.`);
}

function parsePort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new UsageError(
    `Expected --port to be an integer from 1 to 65535, got ${shown(text)}. Try --port 8889.`,
  );
}
