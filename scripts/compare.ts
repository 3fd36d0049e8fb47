import path from "node:path";
import { documents } from "@interleave/lib/dist/catalogue/index.js";
import { shown, UsageError } from "@interleave/lib/dist/errors.js";
import { projectFolder } from "@interleave/lib/dist/paths.js";
import { compare, type Side } from "@interleave/lib/dist/render/compare/comparison.js";
import { comparisonText } from "@interleave/lib/dist/render/compare/comparison-text.js";
import { plainText } from "@interleave/lib/dist/render/plain-text.js";
import { AS_PUBLISHED } from "@interleave/lib/dist/store/machine-id.js";
import { readMachine } from "@interleave/lib/dist/store/read-machine.js";
import { Command } from "commander";
import { exitCodes, runCommand } from "./run-command.js";

const command = new Command("npm run compare --")
  .description(
    "Puts B beside A: medians where both ran on one fingerprint, else ratios within each machine. Exits with 0, with --fail-on slower with 1 when a declared variant is slower in B, or has no values there though A has some and B measured the experiment.",
  )
  .argument("<A>", `a machine's id, a result file, a folder of results, or ${AS_PUBLISHED}`)
  .argument("<B>", "the same")
  .option("--fail-on <what>", "slower: exit with 1 for what is slower in B, or gave no values there")
  .option("--json", "print the comparison as JSON", false);

interface Options {
  readonly failOn?: string;
  readonly json: boolean;
}

await runCommand(command, async (parsed) => {
  const { failOn, json } = parsed.opts<Options>();
  if (failOn !== undefined && failOn !== "slower")
    throw new UsageError(`Expected --fail-on slower, got ${shown(failOn)}.`);
  const [a, b] = [await sideOf(parsed.args[0]!), await sideOf(parsed.args[1]!)];
  if (a.kind === "published" && b.kind === "published")
    throw new UsageError(`Expected results on one side at least, got ${AS_PUBLISHED} twice.`);
  const comparison = compare(a, b, documents);
  if (comparison.experiments.length === 0)
    throw new UsageError(
      `Expected A and B to have an experiment in common, got none. ${comparison.notCompared.join("; ")}`,
    );
  if (failOn && comparison.kind === "ratios")
    throw new UsageError(
      `Expected two runs on one fingerprint with --fail-on slower, got ${comparison.machineDifferences.join("; ")}. Try without it: times of two machines are not compared.`,
    );
  console.log(json ? JSON.stringify(comparison, null, 2) : comparisonText(comparison).trimEnd());
  if (!failOn) return exitCodes.ok;
  for (const sentence of comparison.lost) console.error(`lost in B: ${plainText(sentence)}`);
  return comparison.slower || comparison.lost.length > 0 ? exitCodes.failed : exitCodes.ok;
});

async function sideOf(place: string): Promise<Side> {
  if (place === AS_PUBLISHED) return { kind: "published", id: place };
  const results = await readMachine(place, path.join(projectFolder, "results"));
  return { kind: "measured", id: results[0]!.machine.id, results };
}
