import { shown, UsageError } from "../errors.js";
import { seededRandom } from "../stats/random.js";

/** When an open loop is to send: at a rate of its own, whatever the server does. */
export interface Arrivals {
  readonly ratePerSecond: number;
  readonly durationMs: number;
  /** `constant`: evenly; `poisson`: as from many people who know nothing of each other. Default: `constant`. */
  readonly spacing?: "constant" | "poisson";
  /** For `poisson`. Default: 1. */
  readonly seed?: number;
}

/** What an open loop may send at most: its times are made beforehand. */
export const REQUEST_LIMIT = 2_000_000;

/**
 * The intended send times in ms from the start, ascending, from 0 up to the duration.
 *
 * @throws UsageError for a rate or a duration that is not above 0, and for more requests than {@link REQUEST_LIMIT}.
 */
export function intendedTimes({
  ratePerSecond,
  durationMs,
  spacing = "constant",
  seed = 1,
}: Arrivals): Float64Array {
  expectAbove0("ratePerSecond", ratePerSecond);
  expectAbove0("durationMs", durationMs);
  const expected = (ratePerSecond * durationMs) / 1000;
  if (expected > REQUEST_LIMIT)
    throw new UsageError(
      `Expected at most ${REQUEST_LIMIT} requests, got ${ratePerSecond} a second for ${durationMs} ms. Try a shorter time.`,
    );
  const gapMs = 1000 / ratePerSecond;
  if (spacing === "constant")
    return Float64Array.from({ length: Math.ceil(expected) }, (_, index) => index * gapMs);
  const random = seededRandom(seed);
  const times: number[] = [];
  // The gaps of a Poisson process are exponential; 1 - u keeps the logarithm away from 0.
  for (let ms = 0; ms < durationMs; ms += gapMs * -Math.log(1 - random.float())) times.push(ms);
  return Float64Array.from(times);
}

function expectAbove0(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value)))
    throw new UsageError(`Expected \`${name}\` to be a number above 0, got ${shown(value)}`);
}
