import type { DelayScheduler } from "../../primitives/delay-scheduler.js";

/** The end of a connection that a pipe writes to: the part of a socket that it needs. */
export interface Outlet {
  readonly writable: boolean;
  write(chunk: Uint8Array): boolean;
  end(): void;
  resetAndDestroy(): void;
}

/**
 * One direction of a delayed connection: whatever goes in comes out in the same order, each piece one way's
 * delay after it came, or right after the piece before it where that is later. The end of the stream and a reset
 * travel in the same queue as the bytes.
 */
export class DelayedPipe {
  readonly #scheduler: DelayScheduler;
  readonly #outlet: Outlet;
  readonly #oneWayMs: () => number;
  #openingMs: number;
  #lastDueMs = 0;

  /**
   * @param oneWayMs read for every piece, so that the delay may change while the pipe is in use.
   * @param openingMs an additional delay of the first piece.
   */
  constructor(scheduler: DelayScheduler, outlet: Outlet, oneWayMs: () => number, openingMs = 0) {
    this.#scheduler = scheduler;
    this.#outlet = outlet;
    this.#oneWayMs = oneWayMs;
    this.#openingMs = openingMs;
  }

  write(chunk: Uint8Array): void {
    this.#later(() => {
      if (this.#outlet.writable) this.#outlet.write(chunk);
    });
  }

  end(): void {
    this.#later(() => {
      if (this.#outlet.writable) this.#outlet.end();
    });
  }

  reset(): void {
    this.#later(() => this.#outlet.resetAndDestroy());
  }

  #later(action: () => void): void {
    const arrivesMs = this.#scheduler.now() + this.#oneWayMs() + this.#openingMs;
    this.#openingMs = 0;
    this.#lastDueMs = Math.max(arrivesMs, this.#lastDueMs);
    this.#scheduler.at(this.#lastDueMs, action);
  }
}
