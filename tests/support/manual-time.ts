import type { Alarms } from "../../lib/primitives/delay-scheduler.js";

/** A clock that stands still until told otherwise, and alarms that ring when it passes them. */
export class ManualTime implements Alarms {
  nowMs = 0;
  readonly waits: number[] = [];
  #ringing: { atMs: number; wake: () => void }[] = [];

  now(): number {
    return this.nowMs;
  }

  after(wholeMs: number, wake: () => void): () => void {
    this.waits.push(wholeMs);
    return this.#ring(this.nowMs + wholeMs, wake);
  }

  soon(wake: () => void): () => void {
    this.waits.push(0);
    return this.#ring(this.nowMs, wake);
  }

  /** Passes time in steps, as a spinning event loop would, and rings what has come. */
  pass(ms: number, stepMs = 0.25): void {
    for (const endMs = this.nowMs + ms; ; this.nowMs = Math.min(endMs, this.nowMs + stepMs)) {
      const due = this.#ringing.filter(({ atMs }) => atMs <= this.nowMs);
      this.#ringing = this.#ringing.filter(({ atMs }) => atMs > this.nowMs);
      for (const { wake } of due) wake();
      if (this.nowMs === endMs) return;
    }
  }

  #ring(atMs: number, wake: () => void): () => void {
    const entry = { atMs, wake };
    this.#ringing.push(entry);
    return () => {
      this.#ringing = this.#ringing.filter((other) => other !== entry);
    };
  }
}
