const PERIOD_MS = 2;

/**
 * Beats every 2 ms by a fixed schedule, and notes how late each beat came. A beat that was due while the loop was
 * blocked counts with its own delay, as the requests of an open loop do; a heartbeat that waits for one beat before it
 * plans the next would have a long block count once.
 */
export class SteadyHeartbeat {
  readonly #delaysMs: number[] = [];
  #dueMs = performance.now() + PERIOD_MS;
  #timer = setTimeout(() => this.#beat(), PERIOD_MS);

  /** @returns how late each beat came that was due by now, in milliseconds; one that is overdue is as late as now */
  stop(): readonly number[] {
    clearTimeout(this.#timer);
    this.#record();
    return this.#delaysMs;
  }

  #beat(): void {
    this.#record();
    this.#timer = setTimeout(() => this.#beat(), this.#dueMs - performance.now());
  }

  #record(): void {
    const nowMs = performance.now();
    for (; this.#dueMs <= nowMs; this.#dueMs += PERIOD_MS) this.#delaysMs.push(nowMs - this.#dueMs);
  }
}
