import type { Profile } from "@interleave/lib/dist/catalogue/entry.js";
import { parsePeers, parseProfile } from "@interleave/lib/dist/experiments/settings.js";
import type { ParameterValue } from "@interleave/lib/dist/jupyter/parameters.js";

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/**
 * Refuses values of a notebook's parameters that a cell would stumble over later, and requests to other people's
 * servers without consent.
 *
 * @throws UsageError for a value that will not do, and where `agreed` is missing
 * @throws RunError when the origin refuses, or answers otherwise than an origin does
 */
export async function checkParameters(
  { peers, origin, ...parameters }: ParameterValues,
  agreed: boolean,
  signal: AbortSignal,
): Promise<void> {
  const profile = profileOf(parameters);
  if (typeof peers === "string") parsePeers(peers);
  if (typeof origin !== "string" || origin === "") return;
  // Loaded on demand: what it asks for is an experiment's, with all that this runs.
  const { checkOrigin } = await import("./check-origin.js");
  await checkOrigin(origin, { profile, agreed, signal });
}

/** Without a value given a notebook runs in its interactive default. */
export function profileOf({ profile }: ParameterValues): Profile {
  return typeof profile === "string" ? parseProfile(profile) : "smoke";
}
