import { existsSync } from "node:fs";
import path from "node:path";
import { documents } from "@interleave/lib/dist/catalogue/index.js";
import { InterruptedError, UsageError } from "@interleave/lib/dist/errors.js";
import { parseDocuments } from "@interleave/lib/dist/experiments/settings.js";
import { exitCodeOf } from "@interleave/lib/dist/jupyter/failure.js";
import { readNotebook } from "@interleave/lib/dist/jupyter/notebook-file.js";
import {
  type Parameter,
  parametersOf,
  parseParameterArguments,
} from "@interleave/lib/dist/jupyter/parameters.js";
import { type NotebookRun, runNotebook } from "@interleave/lib/dist/jupyter/run-notebook.js";
import { projectFolder, stateFolder } from "@interleave/lib/dist/paths.js";
import { Command } from "commander";
import { checkParameters, type ParameterValues, profileOf } from "./check-parameters.js";
import { expectWritable } from "./expect-writable.js";
import { NotebookProgress } from "./notebook-progress.js";
import { exitCodes, runCommand } from "./run-command.js";
import { shortestPath } from "./shortest-path.js";
import { TIME_LIMITS_MS } from "./time-limit.js";

interface Options {
  readonly parameter?: readonly string[];
  readonly list?: true;
  readonly out?: string;
  readonly yes?: true;
}

const command = new Command("npm run notebooks --")
  .description(
    "Runs notebooks from their first cell to their last and keeps them as executed; no results and no report.",
  )
  .argument("[notebooks...]", "by number, name or file: 02, catch-em-all, mine.ipynb (default: all four)")
  .option(
    "-p, --parameter <name=value>",
    "give a parameter of the notebooks another value; may be repeated: -p documents=898 -p rttMs=40",
    (text: string, before: readonly string[] = []) => [...before, text],
  )
  .option("--list", "show the notebooks' parameters and run nothing")
  .option(
    "--out <folder>",
    "write the executed notebooks there (default: tried/ in the project's .interleave/)",
  )
  .option("--yes", "agree to requests to a server that is not on this machine");

await runCommand(command, async (parsed, signal) => {
  const options = parsed.opts<Options>();
  const files = parsed.args.length === 0 ? documents.map(fileOf) : parsed.args.flatMap(find);
  if (options.list) {
    for (const file of files) console.log(await listed(file));
    return exitCodes.ok;
  }
  const planned = await Promise.all(files.map((file) => plan(file, options.parameter ?? [])));
  for (const { parameters } of planned) await checkParameters(parameters, options.yes ?? false, signal);
  const outFolder = path.resolve(options.out ?? path.join(stateFolder(), "tried"));
  await expectWritable(outFolder);
  const runs = await runAll(planned, outFolder, signal);
  if (signal.aborted) throw new InterruptedError();
  const failed = runs.find((run) => run.failure);
  return failed?.failure ? exitCodeOf(failed.failure.kind) : exitCodes.ok;
});

interface PlannedRun {
  readonly file: string;
  readonly parameters: ParameterValues;
}

async function runAll(
  planned: readonly PlannedRun[],
  outFolder: string,
  signal: AbortSignal,
): Promise<readonly NotebookRun[]> {
  const progress = new NotebookProgress(planned.length);
  const runs: NotebookRun[] = [];
  try {
    for (const { file, parameters } of planned) {
      if (signal.aborted) break;
      progress.begin(nameOf(file), runs.length + 1);
      const limitMs = TIME_LIMITS_MS[profileOf(parameters)];
      const run = await runNotebook({
        file,
        outputFile: path.join(outFolder, path.basename(file)),
        parameters,
        cellTimeLimitMs: limitMs,
        notebookTimeLimitMs: limitMs,
        signal,
        onEvent: (event) => progress.on(event),
      });
      runs.push(run);
    }
  } finally {
    progress.end();
  }
  return runs;
}

async function plan(file: string, args: readonly string[]): Promise<PlannedRun> {
  const notebook = await readNotebook(file);
  return { file, parameters: parseParameterArguments(args, notebook, shortestPath(file)) };
}

function fileOf({ notebook }: { readonly notebook: string }): string {
  return path.join(projectFolder, "notebooks", `${notebook}.ipynb`);
}

function find(text: string): string[] {
  if (!text.endsWith(".ipynb")) return parseDocuments(text).map(fileOf);
  if (existsSync(text)) return [path.resolve(text)];
  throw new UsageError(`Expected a notebook at ${text}, found none. Try a number, such as 02.`);
}

function nameOf(file: string): string {
  return path.basename(file, ".ipynb");
}

async function listed(file: string): Promise<string> {
  const parameters = parametersOf(await readNotebook(file), shortestPath(file));
  const lines = parameters.map((parameter) => `  ${describe(parameter)}`);
  return [nameOf(file), ...lines].join("\n");
}

function describe({ name, type, kind, initial, says }: Parameter): string {
  return `${name.padEnd(12)} ${(type ?? kind).padEnd(8)} ${initial.padEnd(8)} ${says}`.trimEnd();
}
