import { PerformanceObserver } from "node:perf_hooks";

const PERIOD_MS = 10;

/** Beats every 10 ms and measures how late a beat comes: how long the event loop kept a timer waiting. */
export class Heartbeat {
  #dueMs = performance.now() + PERIOD_MS;
  #delayMaxMs = 0;
  #timer = setTimeout(() => this.#beat(), PERIOD_MS);

  /** @returns the largest delay of a beat, in milliseconds; a beat that is overdue counts */
  stop(): number {
    clearTimeout(this.#timer);
    this.#record();
    return this.#delayMaxMs;
  }

  #beat(): void {
    this.#record();
    this.#dueMs = performance.now() + PERIOD_MS;
    this.#timer = setTimeout(() => this.#beat(), PERIOD_MS);
  }

  #record(): void {
    this.#delayMaxMs = Math.max(this.#delayMaxMs, performance.now() - this.#dueMs);
  }
}

/** Adds up the time that this thread's garbage collections take from now on. */
export class GcWatch {
  #totalMs = 0;
  readonly #observer = new PerformanceObserver((list) => this.#add(list.getEntries()));

  constructor() {
    this.#observer.observe({ entryTypes: ["gc"] });
  }

  /** @returns the sum so far, in milliseconds */
  stop(): number {
    this.#add(this.#observer.takeRecords());
    this.#observer.disconnect();
    return this.#totalMs;
  }

  #add(entries: readonly { readonly duration: number }[]): void {
    for (const entry of entries) this.#totalMs += entry.duration;
  }
}

/**
 * What this runtime took for itself from now on, in the words of a program's counters: `gcMs`, the garbage
 * collections of the main thread, and `eventLoopDelayMaxMs`, how long its event loop kept a timer waiting at most.
 */
export function watchVitals(): () => Readonly<Record<"gcMs" | "eventLoopDelayMaxMs", number>> {
  const gc = new GcWatch();
  const heartbeat = new Heartbeat();
  return () => ({ gcMs: gc.stop(), eventLoopDelayMaxMs: heartbeat.stop() });
}
