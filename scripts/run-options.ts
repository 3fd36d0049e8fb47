import type { Document, Profile } from "@interleave/lib/dist/catalogue/entry.js";
import { documents } from "@interleave/lib/dist/catalogue/index.js";
import {
  parseDocuments,
  parsePeers,
  parseProfile,
  parseSeed,
} from "@interleave/lib/dist/experiments/settings.js";
import type { Command } from "commander";

/** The options that choose a run, as they were typed. */
export interface RunOptions {
  readonly only?: string;
  readonly profile: string;
  readonly peers: string;
  readonly seed: string;
}

/** Adds the options that choose a run, which running and planning share, with their defaults. */
export function addRunOptions(command: Command): Command {
  return command
    .option("--only <documents>", `documents: ${documents.map(({ slug }) => slug).join(", ")} (default: all)`)
    .option("--profile <profile>", "smoke: see that all runs; quick: the core; full: everything", "quick")
    .option(
      "--peers <languages>",
      "languages to run beside TypeScript: all, none, or a list: go,python",
      "all",
    )
    .option("--seed <number>", "seeds the order in which programs take turns", "7");
}

/** The run that the options choose. @throws UsageError for a value that none of them takes */
export function chosenRun({ only, profile, peers, seed }: RunOptions) {
  const chosen: readonly Document[] = only === undefined ? documents : parseDocuments(only);
  const parsed: Profile = parseProfile(profile);
  return { documents: chosen, profile: parsed, peers: parsePeers(peers), seed: parseSeed(seed) };
}
