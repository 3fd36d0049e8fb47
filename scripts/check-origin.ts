import type { Profile } from "@interleave/lib/dist/catalogue/entry.js";
import { UsageError } from "@interleave/lib/dist/errors.js";
import { requestsElsewhere } from "@interleave/lib/dist/experiments/catch-em-all/fetch.js";
import { isLoopback } from "@interleave/lib/dist/loopback.js";
import { externalOrigin } from "@interleave/lib/dist/servers/origin/external-origin.js";

export interface OriginCheck {
  readonly profile: Profile;
  /** Whether the person has agreed to requests to a server elsewhere. */
  readonly agreed: boolean;
  readonly signal: AbortSignal;
}

/**
 * Fetches one document from the server that is to stand in for the local origin, so that one which will not do is
 * refused before a kernel has started. A server that is not on this machine is asked only with consent.
 *
 * @throws UsageError with the number of requests that there would be, or for what is no server's URL
 * @throws RunError when the server refuses, or answers otherwise than an origin does
 */
export async function checkOrigin(url: string, { profile, agreed, signal }: OriginCheck): Promise<void> {
  if (!agreed && isServerUrl(url) && !isLoopback(url)) {
    throw new UsageError(
      `Expected --yes with an --origin that is not on this machine: ${url} would get about ${requestsElsewhere(profile)} requests, at most 8 at a time, in one round that stops at the first 429.`,
    );
  }
  const origin = await externalOrigin(url, signal);
  await origin.stop();
}

function isServerUrl(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
}
