import { benchWorks } from "@interleave/lib/dist/catalogue/bench/works.js";
import { type PeerLanguage, parsePeers } from "@interleave/lib/dist/experiments/settings.js";

/** Fewer rounds give no interval, see `medianInterval`. */
const FEWEST_ROUNDS = 6;

export interface BenchScope {
  readonly workCount: number;
  readonly peers: readonly PeerLanguage[];
  readonly roundCount: number;
  readonly shrink?: number;
}

/**
 * What a bench leaves out, in words for each option that makes it a part: such a one must not take the place of a
 * whole one. None for a run of everything, whatever this machine then lacks.
 */
export function leftOut({ workCount, peers, roundCount, shrink }: BenchScope): readonly string[] {
  const lacking = parsePeers("all").filter((peer) => !peers.includes(peer));
  return [
    ...(workCount < benchWorks.length ? [`--only leaves out ${benchWorks.length - workCount} works`] : []),
    ...(lacking.length > 0 ? [`--peers leaves out ${lacking.join(", ")}`] : []),
    ...(roundCount < FEWEST_ROUNDS
      ? [`--rounds ${roundCount} is less than the ${FEWEST_ROUNDS} of an interval`]
      : []),
    ...(shrink === undefined ? [] : ["--shrink leaves out a part of each work"]),
  ];
}
