import { readFile } from "node:fs/promises";
import path from "node:path";
import { libraryFolder } from "@interleave/lib/dist/paths.js";
import { writeFileAtomically } from "@interleave/lib/dist/store/write-file.js";
import { Command } from "commander";
import { renderApiPage } from "./api-page.js";
import { exitCodes, runCommand } from "./run-command.js";
import { shortestPath } from "./shortest-path.js";

const command = new Command("npm run api --")
  .description(
    "Writes lib/api.md, the page on every public symbol of the library, from their docstrings. Exits with 1 when one says too little to be followed.",
  )
  .option("--check", "write nothing; exit with 1 when the page is not what the docstrings say", false)
  .option("--out <file>", "where to write", path.join(libraryFolder, "api.md"));

await runCommand(command, async (parsed, signal) => {
  const { check, out } = parsed.opts<{ readonly check: boolean; readonly out: string }>();
  const page = await renderApiPage();
  if (!check) {
    await writeFileAtomically(out, page, signal);
    console.log(shortestPath(out));
    return exitCodes.ok;
  }
  const current = await readFile(out, "utf8").catch(() => undefined);
  if (current === page) return exitCodes.ok;
  console.error(`${shortestPath(out)} is ${current === undefined ? "missing" : "stale"}: npm run api`);
  return exitCodes.failed;
});
