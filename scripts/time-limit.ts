import type { Profile } from "@interleave/lib/dist/catalogue/entry.js";

/** What a notebook may take in each profile, and each of its cells, since a measurement is one cell. */
export const TIME_LIMITS_MS: Readonly<Record<Profile, number>> = {
  smoke: 10 * 60_000,
  quick: 60 * 60_000,
  full: 5 * 60 * 60_000,
};
