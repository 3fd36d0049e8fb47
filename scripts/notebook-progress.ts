import { PROGRESS_MEDIA_TYPE } from "@interleave/lib/dist/experiments/harness-message.js";
import type { NotebookEvent } from "@interleave/lib/dist/jupyter/run-notebook.js";
import { formatFigure } from "@interleave/lib/dist/units.js";
import { LiveLine } from "./live-line.js";
import { shortestPath } from "./shortest-path.js";

/** Tells cell by cell how runs of notebooks are getting on: in one line at a terminal, in a line each in a log. */
export class NotebookProgress {
  readonly #line = new LiveLine();
  readonly #notebookCount: number;
  #place = "";
  #cell = "";

  constructor(notebookCount: number) {
    this.#notebookCount = notebookCount;
  }

  /** From now on events are those of this notebook, the `number`th, counted from 1. */
  begin(name: string, number: number): void {
    this.#place = `[${number}/${this.#notebookCount}] ${name}`;
    this.#line.update(`${this.#place} starting the kernel`);
  }

  on(event: NotebookEvent): void {
    switch (event.type) {
      case "cell-started":
        this.#cell = `${this.#place} cell ${event.ordinal}/${event.cellCount} "${event.title}"`;
        this.#line.update(this.#cell);
        return;
      case "display":
        if (PROGRESS_MEDIA_TYPE in event.data) this.#line.update(`${this.#cell} ${event.data["text/plain"]}`);
        return;
      case "cell-finished":
        if (!process.stdout.isTTY) this.#line.print(`${this.#cell} ${formatFigure(event.ms, "ms")}`);
        return;
      case "finished": {
        const { failure, ms, outputFile } = event.run;
        const ending = `${failure ? "failed" : "ended well"} after ${formatFigure(ms, "ms")}`;
        this.#line.print(`${this.#place} ${ending}`);
        if (failure) this.#line.print(`\n${failure.message}\n`);
        this.#line.print(`  executed: ${shortestPath(outputFile)}`);
      }
    }
  }

  end(): void {
    this.#line.clear();
  }
}
