import { existsSync } from "node:fs";
import path from "node:path";
import { documents } from "@interleave/lib/dist/catalogue/index.js";
import { UsageError } from "@interleave/lib/dist/errors.js";
import { checkNotebooks, formatProblem } from "@interleave/lib/dist/jupyter/check-notebooks.js";
import { projectFolder } from "@interleave/lib/dist/paths.js";
import { Command } from "commander";
import { exitCodes, runCommand } from "./run-command.js";

const command = new Command("npm run notebooks:check --")
  .description(
    "Checks notebooks as they are to be committed, without a kernel: outputs and execution counts, cell ids, kernel, links, strict types, clocks and untested logic in cells.",
  )
  .argument("[files...]", "notebooks (default: the project's own)");

await runCommand(command, async ({ args }) => {
  const files = args.length === 0 ? documents.map(({ notebook }) => fileOf(notebook)) : args.map(expectFile);
  const problems = await checkNotebooks(files, projectFolder);
  for (const problem of problems) console.log(formatProblem(problem));
  const count = problems.length === 1 ? "1 problem" : `${problems.length || "no"} problems`;
  console.log(`${files.length === 1 ? "1 notebook" : `${files.length} notebooks`}: ${count}`);
  return problems.length === 0 ? exitCodes.ok : exitCodes.failed;
});

function fileOf(name: string): string {
  return path.join(projectFolder, "notebooks", `${name}.ipynb`);
}

function expectFile(file: string): string {
  if (existsSync(file)) return path.resolve(file);
  throw new UsageError(`Expected a notebook at ${file}, found none. Try a file of notebooks/.`);
}
