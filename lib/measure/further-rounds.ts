import { type HostSpeed, hostDrift } from "./calibrate.js";
import type { FinishedRounds } from "./rounds.js";

/** More rounds would sharpen no verdict that twenty leave open. */
const ROUND_LIMIT = 20;

export interface FurtherRoundsOptions {
  /** What the samples of the experiment may take in all; absent for one that has nothing to spare. */
  readonly budgetMs?: number;
  /** The host before the first round. */
  readonly before: HostSpeed;
  readonly measureHostSpeed: () => HostSpeed;
  /** What an earlier, interrupted run of the same plan has settled: it holds, and the host is not measured again. */
  readonly settled?: SettledRounds;
  /** Fulfilled once what this run has settled would survive the end of this process. */
  readonly onSettled?: (settled: SettledRounds) => Promise<void>;
}

/** How many rounds an experiment has in all, and what the results say of the host; settled once, at their end. */
export interface SettledRounds {
  readonly roundCount: number;
  /** Null where the host held still. */
  readonly warning: string | null;
}

/**
 * Which rounds follow those that the profile plans. A cheap experiment spends what is left of its budget on rounds, up
 * to twenty in all, as long as one as long as the longest so far still fits. Where the host has changed its speed by
 * then, one more follows, and the results warn: nobody is asked.
 */
export class FurtherRounds {
  readonly #options: FurtherRoundsOptions;
  #settled: SettledRounds | undefined;

  constructor(options: FurtherRoundsOptions) {
    this.#options = options;
    this.#settled = options.settled;
  }

  /** Whether to add a round, for `runRounds`. */
  async another({ roundCount, tookMs, longestRoundMs }: FinishedRounds): Promise<boolean> {
    const { budgetMs = 0, before, measureHostSpeed, onSettled } = this.#options;
    if (this.#settled) return roundCount < this.#settled.roundCount;
    if (roundCount < ROUND_LIMIT && tookMs + longestRoundMs <= budgetMs) return true;
    const { warning } = hostDrift(before, measureHostSpeed());
    this.#settled = { roundCount: warning === null ? roundCount : roundCount + 1, warning };
    await onSettled?.(this.#settled);
    return warning !== null;
  }

  /** For the results, once `another` has said no; null where the host held still. */
  get warning(): string | null {
    return this.#settled?.warning ?? null;
  }
}
