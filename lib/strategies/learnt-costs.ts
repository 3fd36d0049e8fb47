import { median } from "../stats/quantile.js";
import type { OffloadCosts } from "./adaptive.js";

/** How many of the latest readings a cost is the median of. */
const READING_COUNT = 15;
/**
 * One task in so many that would be done here all the same goes there, else a hop once found dear stays so; one in so
 * many that should be too short to time is timed, else a unit once found cheap does.
 */
const TRIAL_INTERVAL = 64;
/** A reading must stand out: of work this share of a hop at least, of a hop under work of so many hops at most. */
const LEAST_WORK = 0.1;
const MOST_WORK = 4;

/**
 * Costs that follow what the tasks turn out to take: medians of the latest readings, so that one pause changes
 * nothing. Pure of clocks: whoever does the tasks tells their times.
 */
export class LearntCosts implements OffloadCosts {
  #unitMs: number;
  #hopMs: number;
  readonly #unitReadings: number[];
  readonly #hopReadings: number[];
  #untilTrial = TRIAL_INTERVAL;
  #untilTiming = TRIAL_INTERVAL;

  constructor({ unitMs, hopMs }: OffloadCosts) {
    this.#unitMs = unitMs;
    this.#hopMs = hopMs;
    // Twice, so that a pause in the first reading changes nothing either.
    this.#unitReadings = [unitMs, unitMs];
    this.#hopReadings = [hopMs, hopMs];
  }

  get unitMs(): number {
    return this.#unitMs;
  }

  get hopMs(): number {
    return this.#hopMs;
  }

  /** Whether so much work belongs here; now and then not, where the other way would hardly cost more. */
  belongsHere(units: number): boolean {
    const workMs = units * this.#unitMs;
    if (workMs > this.#hopMs || units === Number.POSITIVE_INFINITY) return false;
    if (workMs * MOST_WORK < this.#hopMs) return true;
    this.#untilTrial -= 1;
    if (this.#untilTrial > 0) return true;
    this.#untilTrial = TRIAL_INTERVAL;
    return false;
  }

  /** Whether to time so much work here: where its time tells the cost of a unit, and now and then where it should not. */
  isToBeTimed(units: number): boolean {
    if (this.#standsOut(units * this.#unitMs)) return true;
    this.#untilTiming -= 1;
    if (this.#untilTiming > 0) return false;
    this.#untilTiming = TRIAL_INTERVAL;
    return true;
  }

  /** So much work took so long here. */
  tookHere(units: number, elapsedMs: number): void {
    if (!(units > 0)) return;
    // What was to be too short to tell, and is, confirms what is known.
    const tells = this.#standsOut(Math.max(units * this.#unitMs, elapsedMs));
    this.#unitMs = latestMedian(this.#unitReadings, tells ? elapsedMs / units : this.#unitMs);
  }

  /** So much work took so long there and back, with nothing before it in the pool. */
  tookThere(units: number, elapsedMs: number): void {
    if (units === Number.POSITIVE_INFINITY) return;
    const workMs = units * this.#unitMs;
    if (elapsedMs < workMs) {
      // A unit costs less than is known. Of what is hardly more than a hop, or less, nobody knows whose share is too high.
      const atMostMs = Math.max(elapsedMs - this.#hopMs, elapsedMs / 2);
      this.#unitMs = latestMedian(this.#unitReadings, atMostMs / units);
      return;
    }
    // Under much work the hop is lost in what the work varies by.
    if (workMs <= MOST_WORK * this.#hopMs) this.#hopMs = latestMedian(this.#hopReadings, elapsedMs - workMs);
  }

  #standsOut(workMs: number): boolean {
    return workMs >= LEAST_WORK * this.#hopMs;
  }
}

function latestMedian(readings: number[], reading: number): number {
  readings.push(reading);
  if (readings.length > READING_COUNT) readings.shift();
  return median(readings);
}
