import path from "node:path";
import { UsageError } from "@interleave/lib/dist/errors.js";
import {
  type Ceiling,
  measureCeilings,
  ratioToWrk,
} from "@interleave/lib/dist/experiments/harness-check/generators.js";
import {
  type KnownServers,
  measureKnownServers,
} from "@interleave/lib/dist/experiments/harness-check/known-servers.js";
import {
  idlePrograms,
  measureOverhead,
  type Overhead,
} from "@interleave/lib/dist/experiments/harness-check/overhead.js";
import {
  measureRendering,
  type Rendering,
} from "@interleave/lib/dist/experiments/harness-check/rendering.js";
import { parsePeers, type Settings } from "@interleave/lib/dist/experiments/settings.js";
import { describeMachine, describeProvenance } from "@interleave/lib/dist/measure/environment.js";
import { projectFolder } from "@interleave/lib/dist/paths.js";
import { writeFileAtomically } from "@interleave/lib/dist/store/write-file.js";
import { Command } from "commander";
import { exitCodes, runCommand } from "./run-command.js";

const PAIR_COUNT = 20;
const WRK_ROUNDS = { roundCount: 6, windowMs: 3_000 };

const command = new Command("npm run harness:check --")
  .description(
    "Measures the measuring, on a machine that is otherwise quiet: what the harness adds to a sample, what the load generators reach against a server that does nothing and against wrk, what they see of servers whose times are known, and what a report of ten machines takes. About three minutes.",
  )
  .option(
    "--peers <languages>",
    "languages to measure beside TypeScript: all, none, or a list: go,python",
    "all",
  )
  .option("--machine <name>", "name this machine in the results (default: after its hardware)")
  .option("--out <folder>", "write <machine>/harness.json there", "results");

await runCommand(command, async (parsed, signal) => {
  const { peers, machine: name, out } = parsed.opts<{ peers: string; machine?: string; out: string }>();
  if (out === "") throw new UsageError("Expected `--out` to be a folder, got an empty text. Try results.");
  const settings: Settings = { profile: "quick", seed: 1, peers: parsePeers(peers), parameters: {} };
  const startedAt = new Date();
  const machine = describeMachine(name);
  const preparation = { signal, onStep: (sentence: string) => console.error(`... ${sentence}`) };

  const overheads: Overhead[] = [];
  for (const [language, program] of await idlePrograms(settings, preparation)) {
    preparation.onStep(`what the harness adds to a sample in ${language}`);
    overheads.push(await measureOverhead(language, program, PAIR_COUNT, signal));
  }
  console.log(overheads.map(overheadLine).join("\n"));
  const ceilings = await measureCeilings(settings, preparation);
  console.log(ceilings.map(ceilingLine).join("\n"));
  preparation.onStep("against wrk");
  const toWrk = await ratioToWrk(settings, preparation, WRK_ROUNDS);
  console.log(
    toWrk === null ? "wrk is not installed: no ratio to it" : `rate against wrk's: ${toWrk.toFixed(3)} x`,
  );
  const knownServers = await measureKnownServers(signal, preparation.onStep);
  console.log(knownServerLines(knownServers));

  preparation.onStep("a report of ten machines");
  const rendering = await measureRendering(signal);
  console.log(renderingLine(rendering));

  const file = path.resolve(projectFolder, out, machine.id, "harness.json");
  const provenance = await describeProvenance(startedAt);
  const result = {
    schemaVersion: 1,
    machine,
    provenance,
    overheads,
    ceilings,
    ratioToWrk: toWrk,
    knownServers,
    rendering,
  };
  signal.throwIfAborted();
  await writeFileAtomically(file, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`written to ${path.relative(projectFolder, file)}`);
  return exitCodes.ok;
});

function overheadLine({ language, sampleMs, bareMs, overheadMs, pairCount }: Overhead): string {
  const row = [sampleMs, bareMs].map((ms) => ms.toFixed(1));
  return `${language}: a sample takes ${row[0]} ms, its program alone ${row[1]} ms: ${overheadMs.toFixed(1)} ms besides (${pairCount} pairs; the limit is 30 ms)`;
}

function renderingLine({ machineCount, renderMs, wholeMs, peakRssBytes, pageBytes }: Rendering): string {
  const [render, whole] = [renderMs, wholeMs].map((ms) => (ms / 1e3).toFixed(2));
  const [memory, page] = [peakRssBytes, pageBytes].map((bytes) => (bytes / 1e6).toFixed(1));
  return `a report of ${machineCount} machines: rendered in ${render} s (limit 3 s), ${whole} s with the start of its process, ${memory} MB (limit 300 MB), a page of ${page} MB`;
}

function ceilingLine({ generator, protocol, clients, requestsPerSecond }: Ceiling): string {
  return `load from ${generator}, ${protocol}, ${clients} clients: at most ${Math.round(requestsPerSecond)} requests/s`;
}

function knownServerLines(seen: KnownServers): string {
  const [p50, open, closed] = [seen.constantP50Ms, seen.stallOpenP99Ms, seen.stallClosedP99Ms].map((ms) =>
    ms.toFixed(1),
  );
  return [
    `a server of 20 ms at 10 requests/s: p50 ${p50} ms (20 within 1), ${seen.constantLateCount} sent late`,
    `one stall of 1 s: p99 ${open} ms under an open loop, ${closed} ms under a closed one, which hides it`,
  ].join("\n");
}
