import type { Profile } from "@interleave/lib/dist/catalogue/entry.js";
import { UsageError } from "@interleave/lib/dist/errors.js";
import { requestsElsewhere } from "@interleave/lib/dist/experiments/catch-em-all/fetch.js";
import { isLoopback } from "@interleave/lib/dist/servers/origin/external-origin.js";

/**
 * Lets a server on this machine pass, and one elsewhere only with the person's consent.
 *
 * @throws UsageError with the number of requests that there would be
 */
export function allowOrigin(url: string, profile: Profile, agreed: boolean): void {
  if (agreed || !URL.canParse(url) || isLoopback(url)) return;
  throw new UsageError(
    `Expected --yes with an --origin that is not on this machine: ${url} would get about ${requestsElsewhere(profile)} requests, at most 8 at a time, in one round that stops at the first 429.`,
  );
}
