import { median } from "../stats/quantile.js";
import type { OffloadCosts } from "./adaptive.js";

/** How many of the latest readings a cost is the median of. */
const READING_COUNT = 15;
/** One task in so many that would be done here all the same goes there, else a hop once found dear stays so. */
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
  readonly #unitReadings: number[] = [];
  readonly #hopReadings: number[] = [];
  #untilTrial = TRIAL_INTERVAL;

  constructor({ unitMs, hopMs }: OffloadCosts) {
    this.#unitMs = unitMs;
    this.#hopMs = hopMs;
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
    if (workMs > this.#hopMs) return false;
    if (workMs * MOST_WORK < this.#hopMs) return true;
    this.#untilTrial -= 1;
    if (this.#untilTrial > 0) return true;
    this.#untilTrial = TRIAL_INTERVAL;
    return false;
  }

  /** Whether the time of so much work says anything of the cost of a unit. */
  tellsUnit(units: number): boolean {
    return units * this.#unitMs >= LEAST_WORK * this.#hopMs;
  }

  /** So much work took so long here. */
  tookHere(units: number, elapsedMs: number): void {
    if (units > 0 && this.tellsUnit(units))
      this.#unitMs = latestMedian(this.#unitReadings, elapsedMs / units);
  }

  /** So much work took so long there and back, with nothing before it in the pool. */
  tookThere(units: number, elapsedMs: number): void {
    const workMs = units * this.#unitMs;
    // Under much work the hop is lost in what the work varies by.
    if (workMs <= MOST_WORK * this.#hopMs)
      this.#hopMs = latestMedian(this.#hopReadings, Math.max(0, elapsedMs - workMs));
  }
}

function latestMedian(readings: number[], reading: number): number {
  readings.push(reading);
  if (readings.length > READING_COUNT) readings.shift();
  return median(readings);
}
