import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { InterruptedError, messageOf, RunError, UsageError } from "../errors.js";
import { compiledModule } from "../paths.js";
import type { ResultFile } from "../store/result.js";
import type { HarnessMessage, HarnessProgress, HarnessRequest } from "./harness-message.js";

export interface MeasureOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: HarnessProgress) => void;
}

/**
 * Runs one experiment in a harness process of its own and returns its result file. The caller's process, a
 * notebook's kernel most of all, takes no part in what is measured. When the caller dies or `signal` aborts, the
 * harness and every program that it started end.
 *
 * @throws {UsageError} for a request that makes no sense; {RunError} when the harness fails.
 */
export async function measureExperiment(
  request: HarnessRequest,
  options: MeasureOptions = {},
): Promise<ResultFile> {
  options.signal?.throwIfAborted();
  const child = spawn(
    process.execPath,
    [compiledModule("experiments", "harness.js"), JSON.stringify(request)],
    {
      stdio: ["pipe", "pipe", "pipe"],
    },
  );
  const stop = () => child.stdin.end();
  options.signal?.addEventListener("abort", stop, { once: true });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-4096);
  });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  let outcome: HarnessMessage | undefined;
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const message = JSON.parse(line) as HarnessMessage;
      if (message.type === "progress") options.onProgress?.(message.progress);
      else outcome = message;
    }
    const code = await exited;
    if (options.signal?.aborted) throw new InterruptedError();
    if (outcome?.type === "result") return outcome.result;
    if (outcome?.type === "failed") throw failure(outcome);
    throw new RunError(
      `The harness of ${request.document}/${request.experiment} ended with ${code}: ${stderr.trim()}`,
    );
  } finally {
    options.signal?.removeEventListener("abort", stop);
    stop();
    await exited.catch(messageOf);
  }
}

function failure({ name, message }: { name: string; message: string }): Error {
  if (name === "UsageError") return new UsageError(message);
  return name === "InterruptedError" ? new InterruptedError(message) : new RunError(message);
}
