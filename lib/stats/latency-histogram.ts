import { build, encodeIntoCompressedBase64, type JsHistogram } from "hdr-histogram-js";
import type { LatencyCount } from "../program.js";
import { decodeCounts } from "./histogram-encoding.js";

/** A point of a percentile curve: `quantile` of the latencies took at most so long. */
export interface CurvePoint {
  readonly quantile: number;
  readonly ms: number;
}

/** Values are told apart to 1%, from a nanosecond up to an hour. */
const SIGNIFICANT_DIGITS = 2;
const LONGEST_NS = 3_600_000_000_000;
const NS_PER_MS = 1_000_000;
/** Beyond two nines the curve has a point for every further bit: 99.2%, 99.6%, 99.8%, ... */
const CURVE_QUANTILES = [
  0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 0.99,
];

/**
 * Latencies at high dynamic range: every value to 1% of itself, however many there are and however far apart. A few
 * dozen values have exact quantiles in `quantile`; this is for what is recorded while a load runs.
 *
 * *Source*: Tene, HdrHistogram; its encoding V2, compressed, in base64, which its other tools read too.
 */
export class LatencyHistogram {
  // Without WebAssembly, `build` makes nothing else.
  readonly #histogram = build({
    bitBucketSize: 64,
    autoResize: false,
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_NS,
    numberOfSignificantValueDigits: SIGNIFICANT_DIGITS,
  }) as JsHistogram;

  /** @throws RangeError for a latency or a count that is none. */
  static of(counts: readonly LatencyCount[]): LatencyHistogram {
    const histogram = new LatencyHistogram();
    for (const [latencyNs, count] of counts) {
      if (!(latencyNs >= 0 && Number.isSafeInteger(count) && count > 0))
        throw new RangeError(
          `Expected a latency from 0 up and a count from 1 up, got ${latencyNs}, ${count}`,
        );
      histogram.#histogram.recordValueWithCount(Math.min(Math.round(latencyNs), LONGEST_NS), count);
    }
    return histogram;
  }

  /** Reads what {@link encode} wrote, by whomever: null for anything else. It takes bounded time and memory. */
  static decode(text: string): LatencyHistogram | null {
    const counts = decodeCounts(text, { significantDigits: SIGNIFICANT_DIGITS, highest: LONGEST_NS });
    if (counts === null) return null;
    const histogram = new LatencyHistogram();
    for (const [index, count] of counts) {
      const latencyNs = histogram.#histogram.valueFromIndex(index);
      if (latencyNs > LONGEST_NS) return null;
      histogram.#histogram.recordValueWithCount(latencyNs, count);
    }
    return histogram;
  }

  /** Adds a latency; one below 0 counts as 0, and one over an hour as an hour. */
  record(latencyMs: number): void {
    const latencyNs = Math.round(latencyMs * NS_PER_MS);
    this.#histogram.recordValue(Math.min(Math.max(latencyNs, 0), LONGEST_NS));
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** `NaN` while it is empty. */
  get meanMs(): number {
    return this.count === 0 ? Number.NaN : this.#histogram.mean / NS_PER_MS;
  }

  /**
   * The latency that the share `p` of all did not exceed, to 1%.
   *
   * @returns `NaN` while it is empty.
   * @throws RangeError when `p` lies outside 0 to 1.
   */
  quantileMs(p: number): number {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`Expected \`p\` to be a number from 0 to 1, got \`${p}\``);
    if (this.count === 0) return Number.NaN;
    return this.#histogram.getValueAtPercentile(p * 100) / NS_PER_MS;
  }

  /** What was recorded, ascending, each latency as the middle of those that it cannot be told from. */
  counts(): LatencyCount[] {
    const counts: LatencyCount[] = [];
    if (this.count === 0) return counts;
    const last = this.#histogram.countsArrayIndex(this.#histogram.maxValue);
    for (let index = 0; index <= last; index++) {
      const count = this.#histogram.getCountAtIndex(index);
      if (count === 0) continue;
      const lowest = this.#histogram.valueFromIndex(index);
      counts.push([this.#histogram.medianEquivalentValue(lowest), count]);
    }
    return counts;
  }

  /** Points of the percentile curve, up to the last quantile that the number of latencies can tell from the largest. */
  curve(): CurvePoint[] {
    const quantiles = [...CURVE_QUANTILES];
    for (let beyond = 1 / 128; beyond * this.count >= 1; beyond /= 2) quantiles.push(1 - beyond);
    return this.count === 0
      ? []
      : [...quantiles, 1].map((quantile) => ({ quantile, ms: this.quantileMs(quantile) }));
  }

  /** As text of some hundred characters. */
  encode(): string {
    return encodeIntoCompressedBase64(this.#histogram);
  }
}
