import { clearLine, cursorTo } from "node:readline";

/** What progress is told to: a line that is written over, and sentences that stay above it. */
export interface ProgressLine {
  update(text: string): void;
  print(text: string): void;
  clear(): void;
}

/**
 * One line at the bottom of the terminal that is written over as work goes on; sentences that should stay are
 * printed above it. Without a terminal only what changes in a way that a log's reader wants to know is printed.
 */
export class LiveLine implements ProgressLine {
  readonly #out: NodeJS.WriteStream;
  #shown = "";

  constructor(out: NodeJS.WriteStream = process.stdout) {
    this.#out = out;
  }

  /** Replaces the line. Does nothing without a terminal. */
  update(text: string): void {
    if (!this.#out.isTTY) return;
    this.#shown = text.slice(0, Math.max(20, this.#out.columns - 1));
    this.#rewrite(this.#shown);
  }

  /** Prints a sentence that stays, above the line. */
  print(text: string): void {
    if (!this.#out.isTTY) {
      this.#out.write(`${text}\n`);
      return;
    }
    this.#rewrite(`${text}\n`);
    this.#out.write(this.#shown);
  }

  /** Takes the line away. */
  clear(): void {
    this.#shown = "";
    if (this.#out.isTTY) this.#rewrite("");
  }

  #rewrite(text: string): void {
    cursorTo(this.#out, 0);
    clearLine(this.#out, 0);
    this.#out.write(text);
  }
}
