import type { ExecuteOptions } from "../jupyter/kernel-session.js";
import type { Message } from "../jupyter/messages.js";
import type { Notebook, NotebookCell } from "../jupyter/notebook-file.js";
import { terminalCode } from "../render/terminal/terminal-code.js";
import { terminalMarkdown } from "../render/terminal/terminal-markdown.js";
import { styled } from "../render/terminal/terminal-style.js";
import { PROGRESS_MEDIA_TYPE } from "./harness-message.js";

/** What a person at the terminal wants with the cell that is shown. */
export type Step = "run" | "skip" | "run-all" | "quit";

export interface StepOptions {
  readonly kernel: { execute(code: string, options?: ExecuteOptions): Promise<Message["content"]> };
  /** Asked before each code cell, until the answer is `run-all`, and again after a cell that failed. */
  readonly ask: () => Promise<Step>;
  readonly out: StepScreen;
  /** Columns of prose. */
  readonly width: number;
}

export interface StepScreen {
  /** A text that stays, with its line's end. */
  print(text: string): void;
  /** A line in place of the last one that was updated. */
  update(text: string): void;
  clear(): void;
}

/**
 * Goes through a notebook in a terminal: prose as it comes, and each piece of code shown, run on demand, and followed
 * by what it puts out. A cell that fails ends nothing: the kernel is as it was left.
 *
 * @returns how many cells were run, and how many of them failed
 */
export async function stepNotebook(
  { cells }: Notebook,
  { kernel, ask, out, width }: StepOptions,
): Promise<{ ranCount: number; failedCount: number }> {
  let [ranCount, failedCount] = [0, 0];
  let asking = true;
  const codeCells = cells.filter(isCode);
  for (const cell of cells) {
    if (!isCode(cell)) {
      out.print(`\n${terminalMarkdown(cell.source, width)}`);
      continue;
    }
    const place = `cell ${codeCells.indexOf(cell) + 1} of ${codeCells.length}`;
    out.print(`\n${styled("dim", place)}\n${terminalCode(cell.source)}`);
    const step = asking ? await ask() : "run";
    if (step === "quit") break;
    if (step === "skip") continue;
    if (step === "run-all") asking = false;
    ranCount += 1;
    if (await runCell(cell, kernel, out)) continue;
    failedCount += 1;
    asking = true;
  }
  return { ranCount, failedCount };
}

/** Whether the cell ended well. */
async function runCell(cell: NotebookCell, kernel: StepOptions["kernel"], out: StepScreen): Promise<boolean> {
  try {
    const reply = await kernel.execute(cell.source, { onPublished: (message) => show(message, out) });
    return reply.status === "ok";
  } finally {
    out.clear();
  }
}

function show({ header, content }: Message, out: StepScreen): void {
  switch (header.msg_type) {
    case "stream":
      out.print(String(content.text).replace(/\n$/, ""));
      return;
    case "error":
      out.print(styled("red", (content.traceback as readonly string[]).join("\n")));
      return;
    case "display_data":
    case "update_display_data": {
      const data = content.data as Readonly<Record<string, unknown>>;
      const text = String(data["text/plain"] ?? "");
      if (PROGRESS_MEDIA_TYPE in data) out.update(text);
      else if (text !== "") out.print(text);
    }
  }
}

function isCode({ cell_type }: NotebookCell): boolean {
  return cell_type === "code";
}
