import path from "node:path";
import { createInterface } from "node:readline/promises";
import { InterruptedError, RunError, UsageError } from "@interleave/lib/dist/errors.js";
import { parseDocuments } from "@interleave/lib/dist/experiments/settings.js";
import { type Step, stepNotebook } from "@interleave/lib/dist/experiments/step-notebook.js";
import { Kernel } from "@interleave/lib/dist/jupyter/kernel.js";
import { readNotebook, requireOurKernel } from "@interleave/lib/dist/jupyter/notebook-file.js";
import { parseParameterArguments, withParameters } from "@interleave/lib/dist/jupyter/parameters.js";
import { projectFolder } from "@interleave/lib/dist/paths.js";
import { Command } from "commander";
import { checkParameters } from "./check-parameters.js";
import { LiveLine } from "./live-line.js";
import { exitCodes, runCommand } from "./run-command.js";

/** Longer lines of prose are hard to read, however wide the terminal. */
const WIDEST = 90;

const ANSWERS: Readonly<Record<string, Step>> = { "": "run", s: "skip", a: "run-all", q: "quit" };

const command = new Command("npm run step --")
  .description(
    "Steps through a notebook in the terminal: shows each cell and runs it on Enter. Keeps nothing.",
  )
  .argument("<notebook>", "by number, name or file: 02, catch-em-all, mine.ipynb")
  .option(
    "-p, --parameter <name=value>",
    "give a parameter of the notebook another value; may be repeated: -p documents=50 -p peers=none",
    (text: string, before: readonly string[] = []) => [...before, text],
  )
  .option("--yes", "agree to requests to a server that is not on this machine", false);

interface Options {
  readonly parameter?: readonly string[];
  readonly yes: boolean;
}

await runCommand(command, async (parsed, signal) => {
  const file = fileOf(parsed.args[0]!);
  const { parameter = [], yes } = parsed.opts<Options>();
  const notebook = await readNotebook(file);
  requireOurKernel(notebook, file);
  const values = parseParameterArguments(parameter, notebook, file);
  await checkParameters(values, yes, signal);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UsageError(
      "Expected a terminal to ask at, got a pipe or a file. Try `npm run notebooks`, which runs without questions.",
    );
  }
  const line = new LiveLine();
  line.update("starting the kernel");
  const kernel = await Kernel.start({ signal });
  const stop = () => void kernel.shutdown();
  signal.addEventListener("abort", stop, { once: true });
  try {
    line.clear();
    const { ranCount, failedCount } = await stepNotebook(withParameters(notebook, values, file), {
      kernel,
      ask: () => ask(signal),
      out: line,
      width: Math.min(process.stdout.columns - 2, WIDEST),
    });
    console.log(`\n${ranCount === 1 ? "1 cell" : `${ranCount} cells`} run, ${failedCount} failed`);
    return exitCodes.ok;
  } catch (thrown) {
    if (signal.aborted) throw new InterruptedError();
    throw thrown instanceof Error ? thrown : new RunError(String(thrown));
  } finally {
    signal.removeEventListener("abort", stop);
    line.clear();
    await kernel.shutdown();
  }
});

/** Asks until the answer is one of those that the question names; the end of the input is `q`. */
async function ask(signal: AbortSignal): Promise<Step> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // The terminal's own Ctrl-C does not reach the process while a line is read.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const ended = new Promise<string>((resolve) => terminal.once("close", () => resolve("q")));
  try {
    for (;;) {
      const question = terminal.question("Enter runs, s skips, a runs all, q quits > ", { signal });
      const step = ANSWERS[(await Promise.race([question, ended])).trim().toLowerCase()];
      if (step !== undefined) return step;
    }
  } finally {
    terminal.close();
  }
}

function fileOf(text: string): string {
  if (text.endsWith(".ipynb")) return path.resolve(text);
  const [document] = parseDocuments(text);
  return path.join(projectFolder, "notebooks", `${document!.notebook}.ipynb`);
}
