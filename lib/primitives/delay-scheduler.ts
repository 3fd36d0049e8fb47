import { type Clock, monotonicClock } from "../clock.js";
import { checkMs } from "../durations.js";
import { DueQueue } from "./due-queue.js";

/** How a scheduler wakes up; injected, so that tests need no real time. */
export interface Alarms {
  /** Calls back after about so many whole milliseconds, 1 at least; gives the way to cancel. */
  after(wholeMs: number, wake: () => void): () => void;
  /** Calls back in the next turn of the event loop, after input and output; gives the way to cancel. */
  soon(wake: () => void): () => void;
}

/** Alarms of this process's event loop. */
export const eventLoopAlarms: Alarms = {
  after(wholeMs, wake) {
    const timer = setTimeout(wake, wholeMs);
    return () => clearTimeout(timer);
  },
  soon(wake) {
    const immediate = setImmediate(wake);
    return () => clearImmediate(immediate);
  },
};

/**
 * A wait that is short of a whole millisecond by no more than this is rounded up. Delays are whole milliseconds
 * nearly always, of which the clock has taken a few microseconds by the time the alarm is set: rounding these down
 * would spend almost a millisecond in turns of the event loop, for every piece.
 */
const ROUNDED_UP_MS = 0.2;

export interface DelayPrecision {
  /** A wait that is short of a whole millisecond by no more than this is rounded up: 0 spares no turns. Default: 0.2. */
  readonly roundedUpMs?: number;
}

/** How late actions ran since the last reset. */
export interface Lateness {
  readonly meanMs: number;
  readonly maxMs: number;
}

/**
 * Runs actions at set times: never early, in the order of their times, and those of equal times in the order in
 * which they were scheduled.
 *
 * Node's timers drop fractions of a millisecond, so the last one before an action is due is spent in turns of the
 * event loop. That costs processor time, but a timer alone would be late by up to a millisecond each way.
 */
export class DelayScheduler {
  readonly #actions = new DueQueue<() => void>();
  readonly #clock: Clock;
  readonly #alarms: Alarms;
  readonly #roundedUpMs: number;
  #alarm: { readonly dueMs: number; readonly cancel: () => void } | null = null;
  #ran = 0;
  #lateMs = 0;
  #latestMs = 0;

  /** @throws UsageError when `roundedUpMs` is no number from 0 up */
  constructor(
    clock: Clock = monotonicClock,
    alarms: Alarms = eventLoopAlarms,
    { roundedUpMs = ROUNDED_UP_MS }: DelayPrecision = {},
  ) {
    checkMs("a `roundedUpMs`", roundedUpMs, `leaving it out for ${ROUNDED_UP_MS}`);
    this.#clock = clock;
    this.#alarms = alarms;
    this.#roundedUpMs = roundedUpMs;
  }

  /** Milliseconds on the clock that due times refer to. */
  now(): number {
    return this.#clock.now();
  }

  /** Runs `action` once `dueMs` has come; it must not throw. */
  at(dueMs: number, action: () => void): void {
    this.#actions.put(dueMs, action);
    this.#setAlarm();
  }

  get lateness(): Lateness {
    return { meanMs: this.#ran === 0 ? 0 : this.#lateMs / this.#ran, maxMs: this.#latestMs };
  }

  resetLateness(): void {
    this.#ran = 0;
    this.#lateMs = 0;
    this.#latestMs = 0;
  }

  #setAlarm(): void {
    const dueMs = this.#actions.nextDueMs;
    if (dueMs === Number.POSITIVE_INFINITY || (this.#alarm && this.#alarm.dueMs <= dueMs)) return;
    this.#alarm?.cancel();
    const wholeMs = Math.floor(dueMs - this.#clock.now() + this.#roundedUpMs);
    const wake = () => this.#wake();
    this.#alarm = {
      dueMs,
      cancel: wholeMs >= 1 ? this.#alarms.after(wholeMs, wake) : this.#alarms.soon(wake),
    };
  }

  #wake(): void {
    this.#alarm = null;
    // What becomes due while these run waits for the next turn, so that reading is never starved by writing.
    const now = this.#clock.now();
    for (let due = this.#actions.takeDue(now); due; due = this.#actions.takeDue(now)) {
      const lateMs = now - due.dueMs;
      this.#ran++;
      this.#lateMs += lateMs;
      this.#latestMs = Math.max(this.#latestMs, lateMs);
      due.item();
    }
    this.#setAlarm();
  }
}
