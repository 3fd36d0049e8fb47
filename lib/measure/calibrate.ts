import { type Clock, monotonicClock } from "../clock.js";
import { median } from "../stats/quantile.js";

/** The time of one chunk of a fixed amount of work for one processor. */
export type HostSpeed = { readonly chunkMs: number };

/** A host that changed its speed between two looks. */
export interface HostDrift {
  /** 0.2 for a host that takes 20% longer than before, below 0 for one that became faster. */
  readonly drift: number;
  /** A sentence for the results when the drift is over 15% either way, else null. */
  readonly warning: string | null;
}

const DRIFT_LIMIT = 0.15;
const CHUNK_COUNT = 5;
const CHUNK_STEPS = 12_000_000;

/**
 * Times a fixed loop of integer work, about 150 ms in all; this process does nothing else meanwhile. The median of
 * five chunks, after one that only lets the compiler do its work, so that a single interruption does not count.
 */
export function measureHostSpeed(clock: Clock = monotonicClock, chunk: () => void = spin): HostSpeed {
  chunk();
  const times = Array.from({ length: CHUNK_COUNT }, () => {
    const startedAtMs = clock.now();
    chunk();
    return clock.now() - startedAtMs;
  });
  return { chunkMs: median(times) };
}

/** Compares the host before and after an experiment. */
export function hostDrift(before: HostSpeed, after: HostSpeed): HostDrift {
  const drift = after.chunkMs / before.chunkMs - 1;
  if (Math.abs(drift) <= DRIFT_LIMIT) return { drift, warning: null };
  const percent = Math.round(Math.abs(drift) * 100);
  const how = drift > 0 ? `${percent}% longer` : `${percent}% less time`;
  return {
    drift,
    warning: `The host did not hold still: a fixed loop took ${how} after the experiment than before. Ratios within rounds bear it better than absolute times, and one more round was measured; try again on a quieter machine.`,
  };
}

/** Marsaglia's xorshift: each step needs the one before, so neither compiler nor processor can skip any. */
function spin(): void {
  let state = 2463534242;
  for (let step = 0; step < CHUNK_STEPS; step++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  if (state === 0) throw new Error("xorshift reached its only fixed point, which cannot be");
}
