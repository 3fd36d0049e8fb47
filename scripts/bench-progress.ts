import type { BenchWork } from "@interleave/lib/dist/catalogue/bench/bench-work.js";
import { monotonicClock } from "@interleave/lib/dist/clock.js";
import type { RoundsEvent } from "@interleave/lib/dist/measure/rounds.js";
import { duration } from "./duration.js";
import { LiveLine } from "./live-line.js";

/** Says how far the bench is: the work under way, and from the works before it how long all may take. */
export class BenchProgress {
  readonly line = new LiveLine();
  readonly #startMs = monotonicClock.now();
  readonly #workCount: number;
  #finishedCount = -1;
  #title = "";

  constructor(workCount: number) {
    this.#workCount = workCount;
  }

  begin({ title }: BenchWork): void {
    this.#finishedCount += 1;
    this.#title = `[${this.#finishedCount + 1}/${this.#workCount}] ${title}`;
    this.line.update(this.#title);
  }

  step(sentence: string): void {
    this.line.update(`${this.#title}: ${sentence}`);
  }

  tell({ finishedCount, sampleCount, remainingMs }: RoundsEvent): void {
    const left = remainingMs === null ? "" : `, about ${duration(remainingMs)} left`;
    this.line.update(
      `${this.#title}: ${finishedCount} of ${sampleCount} samples${left}${this.#inAll(remainingMs)}`,
    );
  }

  #inAll(remainingMs: number | null): string {
    const laterCount = this.#workCount - this.#finishedCount - 1;
    if (this.#finishedCount === 0 || laterCount === 0 || remainingMs === null) return "";
    const meanMs = (monotonicClock.now() - this.#startMs + remainingMs) / (this.#finishedCount + 1);
    return `, ${duration(remainingMs + laterCount * meanMs)} in all`;
  }
}
