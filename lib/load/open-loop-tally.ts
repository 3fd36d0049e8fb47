import { LatencyHistogram } from "../stats/latency-histogram.js";

/** Beyond what a turn of an idle event loop takes. */
export const LATE_MS = 1;

/** What an open loop has seen of its window; the warm-up is in `answers` alone. */
export interface OpenLoopRecord {
  readonly answers: ReadonlySet<string>;
  /** Requests that were due, a second of the window. */
  readonly offeredPerSecond: number;
  /** Answers, a second from the window's begin to its end or the last of them, whichever was later. */
  readonly achievedPerSecond: number;
  /** Requests that were due: each is in one of the next three. */
  readonly dueCount: number;
  readonly answeredCount: number;
  /** Sent, and not answered by the end, or by a connection that ended. */
  readonly unansweredCount: number;
  /** Never sent, since no connection became free. */
  readonly droppedCount: number;
  /** Sent more than {@link LATE_MS} after they were due, because the generator or its connections were busy. */
  readonly lateCount: number;
  /** Connections that ended. */
  readonly errorCount: number;
  /**
   * From when each request was due: what a person who comes at that time waits. It has every request that was due,
   * one without an answer with the time that it had waited by the end, so that a stall cannot hide any.
   */
  readonly responseTime: LatencyHistogram;
  /** From when each answered request was sent: what the server, and the way to it, took. */
  readonly serviceTime: LatencyHistogram;
}

/** Counts what becomes of the requests that were due in a window; all times are on the loop's clock. */
export class OpenLoopTally {
  readonly #beginMs: number;
  readonly #windowMs: number;
  readonly #answers = new Set<string>();
  readonly #responseTime = new LatencyHistogram();
  readonly #serviceTime = new LatencyHistogram();
  #lastAnswer: string | undefined;
  #lastAnswerMs = 0;
  #answeredCount = 0;
  #unansweredCount = 0;
  #droppedCount = 0;
  #lateCount = 0;
  #errorCount = 0;

  constructor(beginMs: number, windowMs: number) {
    this.#beginMs = beginMs;
    this.#windowMs = windowMs;
  }

  sent(dueMs: number, sentMs: number): void {
    if (this.#counts(dueMs) && sentMs - dueMs > LATE_MS) this.#lateCount++;
  }

  answered(dueMs: number, sentMs: number, nowMs: number, answer: string): void {
    if (answer !== this.#lastAnswer) this.#answers.add(answer);
    this.#lastAnswer = answer;
    if (!this.#counts(dueMs)) return;
    this.#answeredCount++;
    this.#lastAnswerMs = nowMs;
    this.#responseTime.record(nowMs - dueMs);
    this.#serviceTime.record(nowMs - sentMs);
  }

  unanswered(dueMs: number, nowMs: number): void {
    if (!this.#counts(dueMs)) return;
    this.#unansweredCount++;
    this.#responseTime.record(nowMs - dueMs);
  }

  connectionEnded(dueMs: number, nowMs: number): void {
    this.#errorCount++;
    this.unanswered(dueMs, nowMs);
  }

  dropped(dueMs: number, nowMs: number): void {
    if (!this.#counts(dueMs)) return;
    this.#droppedCount++;
    this.#responseTime.record(nowMs - dueMs);
  }

  record(): OpenLoopRecord {
    const dueCount = this.#answeredCount + this.#unansweredCount + this.#droppedCount;
    const tookMs = Math.max(this.#windowMs, this.#lastAnswerMs - this.#beginMs);
    return {
      answers: this.#answers,
      offeredPerSecond: (dueCount / this.#windowMs) * 1000,
      achievedPerSecond: (this.#answeredCount / tookMs) * 1000,
      dueCount,
      answeredCount: this.#answeredCount,
      unansweredCount: this.#unansweredCount,
      droppedCount: this.#droppedCount,
      lateCount: this.#lateCount,
      errorCount: this.#errorCount,
      responseTime: this.#responseTime,
      serviceTime: this.#serviceTime,
    };
  }

  #counts(dueMs: number): boolean {
    return dueMs >= this.#beginMs;
  }
}
