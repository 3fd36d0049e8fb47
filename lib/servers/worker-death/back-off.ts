import { type Clock, monotonicClock } from "../../clock.js";

/** A worker that dies younger than this is taken for one that cannot live. */
const YOUNG_MS = 100;
const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 5_000;

/**
 * How long to wait before a dead worker is followed by another: not at all after one that has lived, and twice as
 * long after each young death in a row, so that a worker that cannot start does not keep a core busy with trying.
 */
export class BackOff {
  readonly #clock: Clock;
  #delayMs = 0;

  constructor(clock: Clock = monotonicClock) {
    this.#clock = clock;
  }

  /**
   * How long to wait before the next worker starts, in milliseconds; asking counts a death.
   *
   * @param readyAtMs when the worker began to serve; undefined for one that never did
   */
  delayAfterMs(readyAtMs: number | undefined): number {
    const young = readyAtMs === undefined || this.#clock.now() - readyAtMs < YOUNG_MS;
    this.#delayMs = young ? Math.min(Math.max(FIRST_DELAY_MS, this.#delayMs * 2), LONGEST_DELAY_MS) : 0;
    return this.#delayMs;
  }
}
