import { clearScreenDown, cursorTo, moveCursor } from "node:readline";
import type { ProgressLine } from "./live-line.js";

/**
 * Several lines at the bottom of the terminal, one for each of the works that go on side by side, each written over as
 * its work goes on. Every line, and every sentence that stays, begins with the name of its work. Without a terminal
 * only the sentences are printed.
 */
export class LiveRows {
  readonly #out: NodeJS.WriteStream;
  readonly #rows = new Map<string, string>();
  #shownCount = 0;

  constructor(out: NodeJS.WriteStream = process.stdout) {
    this.#out = out;
  }

  /** The line of the work of that name. */
  row(name: string): ProgressLine {
    return {
      update: (text) => {
        if (!this.#out.isTTY) return;
        this.#rows.set(name, text);
        this.#rewrite("");
      },
      print: (text) => this.print(text.replace(/^(\n?)/, `$1${name}: `)),
      clear: () => {
        this.#rows.delete(name);
        this.#rewrite("");
      },
    };
  }

  /** Prints a sentence that stays, above all lines. */
  print(text: string): void {
    if (this.#out.isTTY) this.#rewrite(`${text}\n`);
    else this.#out.write(`${text}\n`);
  }

  #rewrite(above: string): void {
    if (!this.#out.isTTY) return;
    if (this.#shownCount > 0) moveCursor(this.#out, 0, -this.#shownCount);
    cursorTo(this.#out, 0);
    clearScreenDown(this.#out);
    const width = Math.max(20, this.#out.columns - 1);
    const lines = [...this.#rows].map(([name, text]) => `${`${name}: ${text}`.slice(0, width)}\n`);
    this.#out.write(above + lines.join(""));
    this.#shownCount = lines.length;
  }
}
