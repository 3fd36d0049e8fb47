import { stat } from "node:fs/promises";
import path from "node:path";
import { messageOf, UsageError } from "@interleave/lib/dist/errors.js";
import { projectFolder } from "@interleave/lib/dist/paths.js";
import { BENCH_FILE, type BenchFile } from "@interleave/lib/dist/store/bench-file.js";
import { benchFiles, readBenchFile, readPlacedBench } from "@interleave/lib/dist/store/read-bench.js";
import {
  machineFiles,
  readPlacedResult,
  readResultFile,
  resultFiles,
} from "@interleave/lib/dist/store/read-results.js";
import { type ResultFile, SCHEMA_VERSION } from "@interleave/lib/dist/store/result.js";
import { benchSchemaText, schemaText } from "@interleave/lib/dist/store/schema-text.js";
import { writeFileAtomically } from "@interleave/lib/dist/store/write-file.js";
import { Command } from "commander";
import { exitCodes, runCommand } from "./run-command.js";
import { shortestPath } from "./shortest-path.js";

const command = new Command("npm run validate --")
  .description(
    "Checks result files against the schema: every file given, and every <machine>/<document>.json and <machine>/bench.json of the folders given. Exits with 1 when it refuses one.",
  )
  .argument("[places...]", "files, machines' folders, folders of machines (default: the project's results/)")
  .option(
    "--write-schema",
    "write results/schema.json and results/bench-schema.json anew from the code, and check nothing",
  );

await runCommand(command, async (parsed, signal) => {
  const resultsFolder = path.join(projectFolder, "results");
  if (parsed.opts<{ writeSchema?: boolean }>().writeSchema) {
    for (const [name, text] of [
      ["schema.json", schemaText()],
      ["bench-schema.json", benchSchemaText()],
    ] as const) {
      await writeFileAtomically(path.join(resultsFolder, name), text, signal);
      console.log(shortestPath(path.join(resultsFolder, name)));
    }
    return exitCodes.ok;
  }
  const places = parsed.args.length === 0 ? [resultsFolder] : parsed.args;
  const checks = (await Promise.all(places.map(checksOf))).flat();
  if (checks.length === 0)
    throw new UsageError(
      `Expected result files in ${places.join(", ")}, got none. Try \`npm start\` to measure some.`,
    );
  let refusedCount = 0;
  for (const check of checks) {
    if (!(await fits(check))) refusedCount++;
    signal.throwIfAborted();
  }
  const files = checks.length === 1 ? "1 file" : `${checks.length} files`;
  console.log(`${files} checked against schema version ${SCHEMA_VERSION}, ${refusedCount} refused`);
  return refusedCount === 0 ? exitCodes.ok : exitCodes.failed;
});

interface Check {
  readonly file: string;
  /** Says what the file holds. */
  readonly read: (file: string) => Promise<string>;
}

/** A file may have any name; in a folder it has to lie in its place. */
async function checksOf(place: string): Promise<Check[]> {
  const stats = await stat(place).catch((thrown) => {
    throw new UsageError(`Expected a file or a folder, got "${messageOf(thrown)}". Try another path.`);
  });
  if (!stats.isDirectory()) return [checkOf(place, readResultFile, readBenchFile)];
  const folder = path.resolve(place);
  const files = [
    ...(await machineFiles(folder)),
    ...(await resultFiles(folder)),
    ...(await benchFiles(path.dirname(folder))).filter((file) => path.dirname(file) === folder),
    ...(await benchFiles(folder)),
  ];
  return files.map((file) => checkOf(file, readPlacedResult, readPlacedBench));
}

function checkOf(
  file: string,
  readResult: (file: string) => Promise<ResultFile>,
  readBench: (file: string) => Promise<BenchFile>,
): Check {
  const isBench = path.basename(file) === BENCH_FILE;
  return {
    file,
    read: async () => (isBench ? benchContent(await readBench(file)) : resultContent(await readResult(file))),
  };
}

async function fits({ file, read }: Check): Promise<boolean> {
  try {
    console.log(`ok       ${shortestPath(file)} (${await read(file)})`);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof UsageError)) throw thrown;
    console.log(`refused  ${shortestPath(file)}\n         ${thrown.message}`);
    return false;
  }
}

function resultContent({ profile, experiments }: ResultFile): string {
  const samples = Object.values(experiments)
    .flatMap(({ variants }) => Object.values(variants))
    .flatMap((variant) => variant.samples);
  return `${profile}, ${Object.keys(experiments).length} experiments, ${samples.length} samples`;
}

function benchContent({ works }: BenchFile): string {
  const samples = Object.values(works).flatMap((work) => Object.values(work).flat());
  return `bench, ${Object.keys(works).length} works, ${samples.length} samples`;
}
