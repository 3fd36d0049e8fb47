import { median } from "../../stats/quantile.js";

/**
 * Keeps how many of a server's workers serve, and what a series of strikes against them does to that. All times are
 * on one clock, and come in their order.
 */
export class CapacityRecord {
  readonly #workerCount: number;
  readonly #strikes: { readonly atMs: number; wholeAtMs: number | undefined }[] = [];
  /** Worker-milliseconds served before the first strike, and after each. */
  readonly #servedMs: number[] = [0];
  readonly #lengthsMs: number[] = [0];
  #serving: number;
  #deaths = 0;
  #starts = 0;
  #sinceMs: number;

  /** From a time on at which all workers serve. */
  constructor(workerCount: number, startMs: number) {
    this.#workerCount = workerCount;
    this.#serving = workerCount;
    this.#sinceMs = startMs;
  }

  /** A worker has begun to serve. */
  began(nowMs: number): void {
    this.#passTo(nowMs);
    this.#serving++;
    this.#starts++;
    if (this.#serving < this.#workerCount) return;
    for (const strike of this.#strikes) strike.wholeAtMs ??= nowMs;
  }

  /** A worker serves no more. */
  ceased(nowMs: number): void {
    this.#passTo(nowMs);
    this.#serving--;
  }

  /** A strike is about to be made; `hit` is false where there was no worker to strike. */
  struck(nowMs: number, hit: boolean): void {
    this.#passTo(nowMs);
    this.#strikes.push({ atMs: nowMs, wholeAtMs: undefined });
    this.#servedMs.push(0);
    this.#lengthsMs.push(0);
    if (hit) this.#deaths++;
  }

  /**
   * `capacityShare` is the share of the workers that serve now, and `capacityAfter<n>Strikes` what it was in the mean
   * from one strike to the next. A strike is recovered from when all workers serve again.
   */
  counters(nowMs: number): Record<string, number> {
    this.#passTo(nowMs);
    const recoveriesMs = this.#strikes.flatMap(({ atMs, wholeAtMs }) =>
      wholeAtMs === undefined ? [] : [wholeAtMs - atMs],
    );
    const shares = this.#servedMs.map((servedMs, index): [string, number] => [
      `capacityAfter${index}Strikes`,
      servedMs / (this.#lengthsMs[index]! * this.#workerCount),
    ]);
    return {
      capacityShare: this.#serving / this.#workerCount,
      deaths: this.#deaths,
      starts: this.#starts,
      recoveries: recoveriesMs.length,
      ...(recoveriesMs.length > 0 && {
        recoveryMs: median(recoveriesMs),
        recoveryMaxMs: Math.max(...recoveriesMs),
      }),
      ...Object.fromEntries(shares.filter(([, share]) => Number.isFinite(share))),
    };
  }

  #passTo(nowMs: number): void {
    const passedMs = nowMs - this.#sinceMs;
    this.#servedMs[this.#servedMs.length - 1]! += passedMs * this.#serving;
    this.#lengthsMs[this.#lengthsMs.length - 1]! += passedMs;
    this.#sinceMs = nowMs;
  }
}
