import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PROGRESS_MEDIA_TYPE } from "../../lib/experiments/harness-message.js";
import { type Step, stepNotebook } from "../../lib/experiments/step-notebook.js";
import type { ExecuteOptions } from "../../lib/jupyter/kernel-session.js";
import type { Message } from "../../lib/jupyter/messages.js";
import { parseNotebook } from "../../lib/jupyter/notebook-file.js";

beforeEach(() => vi.stubEnv("NO_COLOR", "1"));
afterEach(() => vi.unstubAllEnvs());

const notebook = parseNotebook(
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      { cell_type: "markdown", id: "a", metadata: {}, source: "# Prose" },
      ...["one", "fails", "three", "four"].map((source) => ({
        cell_type: "code",
        id: source,
        metadata: {},
        source,
      })),
    ],
  }),
  "made up",
);

const message = (type: string, content: Record<string, unknown>) =>
  ({ header: { msg_type: type }, content }) as unknown as Message;

/** A kernel that says what it was given, and a screen that keeps what it was told. */
async function step(...answers: Step[]) {
  const seen: string[] = [];
  const kernel = {
    async execute(code: string, { onPublished }: ExecuteOptions = {}) {
      onPublished?.(
        message("display_data", { data: { [PROGRESS_MEDIA_TYPE]: {}, "text/plain": `[#] ${code}` } }),
      );
      onPublished?.(message("stream", { name: "stdout", text: `ran ${code}\n` }));
      if (code === "fails") onPublished?.(message("error", { traceback: ["Error: no", "at line 1"] }));
      return { status: code === "fails" ? "error" : "ok" };
    },
  };
  const out = {
    print: (text: string) => seen.push(text.trim()),
    update: (text: string) => seen.push(`~${text}`),
    clear: () => {},
  };
  const ended = await stepNotebook(notebook, {
    kernel,
    out,
    width: 80,
    ask: async () => {
      const answer = answers.shift() ?? "quit";
      seen.push(`? ${answer}`);
      return answer;
    },
  });
  return { seen, ended };
}

it("shows a cell, asks, runs it, and shows what it puts out", async () => {
  const { seen, ended } = await step("run", "quit");
  expect(seen).toEqual([
    "Prose",
    "cell 1 of 4\n│ one",
    "? run",
    "~[#] one",
    "ran one",
    "cell 2 of 4\n│ fails",
    "? quit",
  ]);
  expect(ended).toEqual({ ranCount: 1, failedCount: 0 });
});

it("skips, and runs all the rest without asking", async () => {
  const { seen, ended } = await step("run", "skip", "run-all");
  expect(seen.filter((line) => /^(\?|ran)/.test(line))).toEqual([
    "? run",
    "ran one",
    "? skip",
    "? run-all",
    "ran three",
    "ran four",
  ]);
  expect(ended).toEqual({ ranCount: 3, failedCount: 0 });
});

it("asks again after a cell that failed", async () => {
  const { seen, ended } = await step("run-all", "run", "quit");
  expect(seen.filter((line) => /^(\?|ran|Error)/.test(line))).toEqual([
    "? run-all",
    "ran one",
    "ran fails",
    "Error: no\nat line 1",
    "? run",
    "ran three",
    "? quit",
  ]);
  expect(ended).toEqual({ ranCount: 3, failedCount: 1 });
});
