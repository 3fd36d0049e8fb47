import path from "node:path";
import { InterruptedError, UsageError } from "@interleave/lib/dist/errors.js";
import { type RunRequest, runDocuments } from "@interleave/lib/dist/experiments/run-documents.js";
import { exitCodeOf } from "@interleave/lib/dist/jupyter/failure.js";
import { checkMachineName } from "@interleave/lib/dist/measure/environment.js";
import { handDownRuntimes } from "@interleave/lib/dist/peers/peer.js";
import { Command } from "commander";
import { resumeCommand } from "./resume-command.js";
import { exitCodes, runCommand } from "./run-command.js";
import { addRunOptions, chosenRun, type RunOptions } from "./run-options.js";
import { checkPlaces, placesOf } from "./run-places.js";
import { RunProgress } from "./run-progress.js";
import { TIME_LIMITS_MS } from "./time-limit.js";

interface Options extends RunOptions {
  readonly resume: boolean;
  readonly origin?: string;
  readonly yes: boolean;
  readonly machine?: string;
  readonly out?: string;
  readonly server?: string;
  readonly tokenFile?: string;
}

const command = addRunOptions(
  new Command("npm start --").description(
    "Runs the notebooks, which measure, and renders the report from the results.",
  ),
)
  .option("--resume", "go on with an interrupted run", false)
  .option("--origin <url>", "fetch from this server in place of the local one")
  .option("--yes", "agree to requests to a server that is not on this machine", false)
  .option(
    "--machine <name>",
    "name the machine in the results, or one name for each --server (default: after its hardware)",
  )
  .option("--out <folder>", "write results, report and notebooks there; smoke runs never write to results/")
  .option("--server <urls>", "run on these Jupyter Servers or Enterprise Gateways, all documents on each")
  .option("--token-file <file>", "a file with the servers' token: one line, or one for each");

await runCommand(command, async (parsed, signal) => {
  const options = parsed.opts<Options>();
  const { documents, profile, seed, peers } = chosenRun(options);
  if (options.machine !== undefined && options.server === undefined) checkMachineName(options.machine);
  if (options.tokenFile !== undefined && options.server === undefined) {
    throw new UsageError(
      "Expected --server with --token-file, got none. Try --server http://localhost:8888.",
    );
  }
  const places = placesOf(options.out, profile);
  await checkPlaces(places);
  const { origin } = options;
  if (origin !== undefined) {
    // Loaded on demand: what it asks for is an experiment's, with all that this runs.
    const { checkOrigin } = await import("./check-origin.js");
    await checkOrigin(origin, { profile, agreed: options.yes, signal });
  }
  const notebooks = documents.length === 1 ? "1 notebook" : `${documents.length} notebooks`;
  console.log(`interleave: ${notebooks}, profile ${profile}, seed ${seed}, peers ${options.peers}`);

  // Loaded once a run is sure: a command line that is refused waits for no charts.
  const { publishDocument, renderResults } = await import("./run-report.js");
  const plan = {
    documents,
    // A smoke run gives no figures that a neighbour could spoil.
    ...(profile === "smoke" && { atOnce: 2 }),
    parameters: {
      profile,
      seed,
      peers: options.peers,
      resume: options.resume,
      origin: origin ?? "",
      machine: options.machine ?? "",
    },
    ...places,
    timeLimitMs: TIME_LIMITS_MS[profile],
    signal,
  };
  const reportFile = path.join(places.reportsFolder, "index.html");
  const goOn = resumeCommand(process.argv.slice(2), options.resume);
  if (options.server === undefined) {
    await handDownRuntimes(peers);
    const afterDocument: RunRequest["afterDocument"] = (measured) => publishDocument(measured, places);
    return startHere({ ...plan, afterDocument }, reportFile, goOn);
  }
  // Loaded on demand: a run on this machine needs no client of Jupyter Servers.
  const { startOnServers } = await import("./start-on-servers.js");
  const { server: servers, tokenFile, machine: machines, resume } = options;
  return startOnServers({
    ...plan,
    servers,
    tokenFile,
    machines,
    resume,
    // No page of the notebook: there is one for each document, and what it would show comes from elsewhere.
    afterDocument: () => renderResults(places),
    reportFile,
    resumeCommand: goOn,
  });
});

async function startHere(
  plan: Omit<RunRequest, "onEvent">,
  reportFile: string,
  goOn: string,
): Promise<number> {
  const progress = new RunProgress(plan.documents.length);
  const runs = await runDocuments({
    ...plan,
    onEvent: (event) => progress.on(event),
    afterDocument: async (measured) => {
      await plan.afterDocument(measured);
      progress.reportWritten(reportFile);
    },
  }).finally(() => progress.end());
  if (plan.signal.aborted) {
    console.error(`go on with: ${goOn}`);
    throw new InterruptedError();
  }
  const failed = runs.find((run) => run.failure);
  return failed?.failure ? exitCodeOf(failed.failure.kind) : exitCodes.ok;
}
