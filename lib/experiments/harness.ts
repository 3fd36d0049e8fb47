/**
 * The harness process: runs one experiment and prints what happens, a JSON line each, to its standard output.
 * It ends, with every program that it started, when its standard input closes.
 */
import { InterruptedError, RunError, UsageError } from "../errors.js";
import type { HarnessMessage, HarnessRequest } from "./harness-message.js";
import { runExperiment } from "./run-experiment.js";

const interruption = new AbortController();
const interrupt = () => interruption.abort(new InterruptedError());
process.stdin.on("close", interrupt).resume();
process.on("SIGINT", interrupt).on("SIGTERM", interrupt);

const print = (message: HarnessMessage) => process.stdout.write(`${JSON.stringify(message)}\n`);

try {
  const request = JSON.parse(process.argv[2] ?? "") as HarnessRequest;
  const result = await runExperiment(request, interruption.signal, (progress) =>
    print({ type: "progress", progress }),
  );
  print({ type: "result", result });
} catch (thrown) {
  print({ type: "failed", ...describe(thrown) });
  process.exitCode = 1;
}
process.stdin.destroy();

/** The message alone of an error that a person can act on; the whole stack of one that is our own fault. */
function describe(thrown: unknown): { name: string; message: string } {
  const expected =
    thrown instanceof UsageError || thrown instanceof RunError || thrown instanceof InterruptedError;
  if (!(thrown instanceof Error)) return { name: "Error", message: String(thrown) };
  return { name: thrown.name, message: expected ? thrown.message : (thrown.stack ?? thrown.message) };
}
