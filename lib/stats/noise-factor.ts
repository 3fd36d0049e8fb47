import { median } from "./quantile.js";
import { type RoundValue, roundRatios } from "./ratio.js";

/** With fewer, the middle of the ratios is little more than one sample's luck. */
const ROUNDS_NEEDED = 3;

export type NoiseFactor =
  | {
      /** At least 1. */
      readonly factor: number;
      /** One for each round that measured both copies. */
      readonly ratios: readonly number[];
    }
  /** Too few rounds measured both copies. */
  | { readonly missing: string };

/**
 * How far apart two copies of one program came out: the median of their ratios within rounds, turned so that it is at
 * least 1. A difference between other programs that is no larger says nothing.
 *
 * @returns why there is none, with fewer than three rounds in common.
 */
export function noiseFactor(of: readonly RoundValue[], copy: readonly RoundValue[]): NoiseFactor {
  const { ratios } = roundRatios(of, copy);
  if (ratios.length < ROUNDS_NEEDED) {
    return { missing: `needs ${ROUNDS_NEEDED} rounds in which both copies ended well, got ${ratios.length}` };
  }
  const middle = median(ratios);
  return { factor: Math.max(middle, 1 / middle), ratios };
}
