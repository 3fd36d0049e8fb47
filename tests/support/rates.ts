import type { NoiseFloor, Sample } from "../../lib/store/result.js";

/** Six runs of a server that answers so many in a second, in the headline where no cell is given. */
export function samplesAtRate(requestsPerSecond: number, cell?: string): Sample[] {
  return Array.from({ length: 6 }, (_, round) => ({
    status: "ok",
    ...(cell !== undefined && { cell }),
    round,
    counters: { requestsPerSecond },
  }));
}

/** The floor of a run in which the inline server and its copy are level. */
export const levelInlineCopies: NoiseFloor = {
  kind: "a/a",
  of: "ts/inline",
  copy: "ts/inline-copy",
  factor: 1,
  ratios: [],
};
