import type { RunEvent } from "@interleave/lib/dist/experiments/run-documents.js";
import { judge } from "@interleave/lib/dist/render/judge.js";
import { proseText } from "@interleave/lib/dist/render/prose.js";
import type { ResultFile } from "@interleave/lib/dist/store/result.js";
import { formatFigure } from "@interleave/lib/dist/units.js";
import { duration } from "./duration.js";
import { LiveLine, type ProgressLine } from "./live-line.js";
import { shortestPath } from "./shortest-path.js";

/** Tells a person at a terminal, or in a log, how a run is getting on and what it finds. */
export class RunProgress {
  readonly #line: ProgressLine;
  readonly #documentCount: number;
  readonly #hasTerminal = process.stdout.isTTY;
  /** In the order of their start: two may run at once. */
  readonly #notebooks: string[] = [];
  /** By notebook. */
  readonly #loggedSteps = new Map<string, string>();

  constructor(documentCount: number, line: ProgressLine = new LiveLine()) {
    this.#documentCount = documentCount;
    this.#line = line;
  }

  on(event: RunEvent): void {
    switch (event.type) {
      case "notebook":
        if (event.event.type === "kernel-started") this.#notebooks.push(event.document.notebook);
        if (event.event.type === "cell-started") this.#showCell(event.document.notebook, event.event);
        return;
      case "progress":
        this.#showProgress(event.document, event.progress);
        return;
      case "result":
        for (const line of verdictLines(event.document, event.result)) this.#line.print(line);
        return;
      case "written":
        this.#line.print(outcomeLine(event.outcome));
        return;
      case "notebook-finished": {
        const { failure, ms } = event.run;
        this.#line.print(
          failure ? `\n${failure.message}\n` : `${event.document.notebook} ended well after ${duration(ms)}`,
        );
        return;
      }
    }
  }

  /** Says where the report is, as it stands with the results so far. */
  reportWritten(file: string): void {
    this.#line.print(`report: ${shortestPath(file)}`);
  }

  end(): void {
    this.#line.clear();
  }

  #showCell(notebook: string, cell: { ordinal: number; cellCount: number; title: string }): void {
    this.#line.update(`${this.#placeOf(notebook)} cell ${cell.ordinal}/${cell.cellCount} "${cell.title}"`);
  }

  #placeOf(notebook: string): string {
    return `[${this.#notebooks.indexOf(notebook) + 1}/${this.#documentCount}] ${notebook}`;
  }

  #showProgress({ notebook, slug }: RunDocument, progress: RunProgressEvent["progress"]): void {
    const { experiment, step, detail, finishedCount, sampleCount, remainingMs } = progress;
    const share = sampleCount === 0 ? "" : ` ${Math.floor((100 * finishedCount) / sampleCount)}%`;
    const left = remainingMs === null ? "" : `, about ${duration(remainingMs)} left`;
    // A narrow terminal cuts the end off: how long it will take comes first.
    this.#line.update(
      `${this.#placeOf(notebook)} ${experiment}${share}${left}: ${step}${detail ? ` ${detail}` : ""}`,
    );
    // A log gets a line for each step; single samples would drown it.
    const logged = `${slug}/${experiment}: ${step}`;
    if (!this.#hasTerminal && logged !== this.#loggedSteps.get(slug)) this.#line.print(`${logged}${left}`);
    this.#loggedSteps.set(slug, logged);
  }
}

type RunDocument = Extract<RunEvent, { type: "result" }>["document"];
type RunProgressEvent = Extract<RunEvent, { type: "progress" }>;

function verdictLines(document: RunDocument, result: ResultFile): string[] {
  if (result.profile === "smoke") return [];
  return document.claims
    .filter((claim) => claim.experiment in result.experiments)
    .map((claim) => {
      const { kind, because, ratio } = judge(claim, result.experiments[claim.experiment], {
        document,
        machine: result.machine.id,
      });
      const measured = ratio ? ` ${formatFigure(ratio.middle, "ratio")}` : "";
      return `  ${claim.id.padEnd(7)} ${kind}${measured}: ${claim.text}\n          ${proseText(because)}`;
    });
}

function outcomeLine(outcome: Extract<RunEvent, { type: "written" }>["outcome"]): string {
  switch (outcome.kind) {
    case "written":
      return `results in ${shortestPath(outcome.file)}`;
    case "replaced":
      return `results in ${shortestPath(outcome.file)}; the ones before are kept in ${shortestPath(outcome.previous)}`;
    case "set-aside":
      return `the ${outcome.keptProfile} results in ${shortestPath(outcome.kept)} stay${lacking(outcome.lacks)}; the new ones are in ${shortestPath(outcome.file)}`;
  }
}

function lacking(experiments: readonly string[]): string {
  return experiments.length === 0 ? "" : `, since this run did not get to ${experiments.join(", ")}`;
}
