import { type HostDrift, type HostSpeed, hostDrift } from "./calibrate.js";
import type { FinishedRounds } from "./rounds.js";

/** More rounds would sharpen no verdict that twenty leave open. */
const ROUND_LIMIT = 20;

export interface FurtherRoundsOptions {
  /** What the samples of the experiment may take in all; absent for one that has nothing to spare. */
  readonly budgetMs?: number;
  /** The host before the first round. */
  readonly before: HostSpeed;
  readonly measureHostSpeed: () => HostSpeed;
}

/**
 * Which rounds follow those that the profile plans. A cheap experiment spends what is left of its budget on rounds, up
 * to twenty in all, as long as one as long as the longest so far still fits. Where the host has changed its speed by
 * then, one more follows, and the results warn: nobody is asked.
 */
export class FurtherRounds {
  readonly #options: FurtherRoundsOptions;
  #drift: HostDrift | undefined;

  constructor(options: FurtherRoundsOptions) {
    this.#options = options;
  }

  /** Whether to add a round, for `runRounds`. */
  another({ roundCount, tookMs, longestRoundMs }: FinishedRounds): boolean {
    const { budgetMs = 0, before, measureHostSpeed } = this.#options;
    if (this.#drift !== undefined) return false;
    if (roundCount < ROUND_LIMIT && tookMs + longestRoundMs <= budgetMs) return true;
    this.#drift = hostDrift(before, measureHostSpeed());
    return this.#drift.warning !== null;
  }

  /** For the results, once `another` has said no; null where the host held still. */
  get warning(): string | null {
    return this.#drift?.warning ?? null;
  }
}
