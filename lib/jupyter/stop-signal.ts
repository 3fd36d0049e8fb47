/** Why a run was stopped from outside its cells. */
export interface Stop {
  readonly kind: "timeout" | "output-flood" | "refused-output" | "interrupted";
  /** What happened and, where it helps, what to try. */
  readonly evalue: string;
}

/**
 * One signal for everything that can stop a run: the caller, two time limits, too much output or one that is
 * refused. The first one wins.
 */
export class StopSignal {
  /** Rejects when the run is stopped: with the {@link Stop}, or with the error that `fail` was given. */
  readonly stopped: Promise<never>;
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #notebookTimer: NodeJS.Timeout;
  #reason: Stop | undefined;
  #cellTimer: NodeJS.Timeout | undefined;

  constructor(caller: AbortSignal | undefined, notebookTimeLimitMs: number) {
    this.#caller = caller;
    this.stopped = new Promise((_, reject) => {
      this.signal.addEventListener("abort", () => reject(this.signal.reason));
    });
    // Between two cells nobody waits for it.
    this.stopped.catch(() => {});
    const evalue = `the notebook ran into its time limit of ${notebookTimeLimitMs} ms`;
    this.#notebookTimer = setTimeout(() => this.stop({ kind: "timeout", evalue }), notebookTimeLimitMs);
    caller?.addEventListener("abort", this.#onAbort);
    if (caller?.aborted) this.#onAbort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why the run was stopped, or undefined while it was not. */
  get reason(): Stop | undefined {
    return this.#reason;
  }

  stop(stop: Stop): void {
    if (this.signal.aborted) return;
    this.#reason = stop;
    this.#controller.abort(stop);
  }

  /** Ends the run with an error of the program that runs it. */
  fail(error: unknown): void {
    this.#controller.abort(error);
  }

  /** Gives the cell that begins now its own limit, in place of that of the one before. */
  startCell(timeLimitMs: number): void {
    clearTimeout(this.#cellTimer);
    const evalue = `the cell ran into its time limit of ${timeLimitMs} ms`;
    this.#cellTimer = setTimeout(() => this.stop({ kind: "timeout", evalue }), timeLimitMs);
  }

  dispose(): void {
    clearTimeout(this.#notebookTimer);
    clearTimeout(this.#cellTimer);
    this.#caller?.removeEventListener("abort", this.#onAbort);
  }

  readonly #onAbort = () => this.stop({ kind: "interrupted", evalue: "the run was interrupted" });
}
