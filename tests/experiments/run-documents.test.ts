import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { expect, it, onTestFinished, vi } from "vitest";
import { catchEmAll } from "../../lib/catalogue/catch-em-all.js";
import { twoPhilosophies } from "../../lib/catalogue/two-philosophies.js";
import { RESULT_MEDIA_TYPE } from "../../lib/experiments/harness-message.js";
import { type RunEvent, type RunRequest, runDocuments } from "../../lib/experiments/run-documents.js";
import { exitCodeOf } from "../../lib/jupyter/failure.js";
import type { StartKernel } from "../../lib/jupyter/kernel-session.js";
import { request as kernelMessage } from "../../lib/jupyter/messages.js";
import { readResultFile } from "../../lib/store/read-results.js";
import { syntheticResult } from "../fixtures/synthetic-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** Kernels whose cells do nothing, but that those of the first one show these outputs, one each. */
function kernelsShowing(outputs: readonly unknown[]): StartKernel {
  let kernelCount = 0;
  return async () => {
    const shown = kernelCount++ === 0 ? outputs : [];
    let executionCount = 0;
    return {
      pid: null,
      execute: async (_code, { onPublished, silent } = {}) => {
        if (silent) return { status: "ok" };
        const output = shown[executionCount++];
        if (output !== undefined) {
          const content = { data: { [RESULT_MEDIA_TYPE]: output }, metadata: {} };
          onPublished?.(kernelMessage("display_data", "session", content));
          // A kernel's reply comes behind its outputs.
          await turn();
        }
        return { status: "ok", execution_count: executionCount };
      },
      interrupt: () => {},
      shutdown: async () => {},
    };
  };
}

async function runShowing(outputs: readonly unknown[], options: Partial<RunRequest> = {}) {
  const folder = await temporaryFolder();
  vi.stubEnv("INTERLEAVE_STATE", path.join(folder, "state"));
  onTestFinished(() => void vi.unstubAllEnvs());
  const events: RunEvent[] = [];
  const resultsFolder = path.join(folder, "results");
  const ended = runDocuments({
    documents: [catchEmAll, twoPhilosophies],
    parameters: {},
    resultsFolder,
    notebooksFolder: path.join(folder, "notebooks"),
    timeLimitMs: 60_000,
    startKernel: kernelsShowing(outputs),
    machine: "test-machine",
    signal: new AbortController().signal,
    afterDocument: async () => {},
    ...options,
    onEvent: (event) => {
      events.push(event);
      options.onEvent?.(event);
    },
  });
  const runs = await ended.catch((thrown: unknown) => String(thrown));
  return { runs, events, file: path.join(resultsFolder, "test-machine", "catch-em-all.json") };
}

const result = syntheticResult();
const { fetch } = result.experiments;
const other = { ...result, experiments: { other: fetch } };

it.each([
  ["another shape", { ...result, seed: "seven" }, "expected /seed"],
  ["another machine", syntheticResult({ machine: "elsewhere" }), "got elsewhere's catch-em-all"],
])(
  "keeps what a notebook showed before a result of %s, and runs the next notebook",
  async (_, refused, why) => {
    const { runs, events, file } = await runShowing([result, refused, other]);
    expect(runs).toMatchObject([{ failure: { kind: "refused-output" } }, { file: expect.any(String) }]);
    expect(runs[1]).not.toHaveProperty("failure");
    const { failure } = (runs as Exclude<typeof runs, string>)[0]!;
    expect(failure!.message).toMatch(/02-catch-em-all\.ipynb:cell\[\d+\]/);
    expect(failure!.message).toContain(why);
    expect(exitCodeOf(failure!.kind)).toBe(11);
    // What came behind the refused one never ran.
    expect(Object.keys((await readResultFile(file)).experiments)).toEqual(["fetch"]);
    expect(events).toContainEqual({
      type: "written",
      document: catchEmAll,
      outcome: { kind: "written", file },
    });
  },
);

it("keeps what a notebook showed before an error of whoever follows it", async () => {
  const onEvent = (event: RunEvent) => {
    if (event.type === "result" && "other" in event.result.experiments) throw new RangeError("no verdict");
  };
  const { runs, file } = await runShowing([result, other], { onEvent });
  expect(runs).toBe("RangeError: no verdict");
  expect(Object.keys((await readResultFile(file)).experiments)).toEqual(["fetch", "other"]);
});
