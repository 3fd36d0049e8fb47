import { DueQueue } from "../../primitives/due-queue.js";

/**
 * Counts requests that are on their way, as their clients see it: not only while the server works on them, but
 * until their answer had the time to arrive and the client's next request the time to come.
 *
 * A server behind a delaying relay that counted only its own work would see few requests at once whatever the
 * clients do. Here one client that waits for each answer counts as exactly 1, because the relay never delivers
 * early, and `k` requests that arrive within a round trip count as `k`, however fast they are answered.
 */
export class JourneyGauge {
  readonly #arrivals = new DueQueue<null>();
  #inService = 0;
  #most = 0;

  /** The most requests on their way at the same time since the last reset. */
  get most(): number {
    return this.#most;
  }

  reset(): void {
    this.#most = 0;
  }

  /** A request came. */
  begin(nowMs: number): void {
    while (this.#arrivals.takeDue(nowMs));
    this.#inService++;
    this.#most = Math.max(this.#most, this.#inService + this.#arrivals.size);
  }

  /** Its answer goes out, before any byte of it does, or it was given up. */
  end(nowMs: number, rttMs: number): void {
    this.#inService--;
    if (rttMs > 0) this.#arrivals.put(nowMs + rttMs, null);
  }
}
