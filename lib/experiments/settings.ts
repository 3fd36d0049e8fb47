import type { Document, Language, Profile } from "../catalogue/entry.js";
import { documents } from "../catalogue/index.js";
import { shown, UsageError } from "../errors.js";
import type { OwnStrategy } from "./own-strategy/own-strategy.js";

/** What a person may choose of a run. */
export interface Settings {
  readonly profile: Profile;
  /** Seeds the order of variants within each round. */
  readonly seed: number;
  /** The languages whose programs run beside TypeScript's. */
  readonly peers: readonly PeerLanguage[];
  /** A server to use in place of the local origin. */
  readonly originUrl?: string;
  /** A reader's own strategy, measured against a few of the library's in place of the experiment's variants. */
  readonly own?: OwnStrategy;
  /** An experiment's parameters by name, in place of the profile's. */
  readonly parameters: Parameters;
}

export type PeerLanguage = Exclude<Language, "typescript">;
export type Parameters = Readonly<Record<string, number>>;

const profiles: readonly Profile[] = ["smoke", "quick", "full"];
const peerLanguages: readonly PeerLanguage[] = ["go", "python", "pypy"];

/** @throws {UsageError} for anything but a profile's name. */
export function parseProfile(text: string): Profile {
  return oneOf(profiles, text, "a profile");
}

/**
 * The languages named by `all`, `none`, or a list such as `go,python`.
 *
 * @throws {UsageError} for a language that has no peers.
 */
export function parsePeers(text: string): readonly PeerLanguage[] {
  if (text === "all") return peerLanguages;
  if (text === "none") return [];
  return text.split(",").map((name) => oneOf(peerLanguages, name.trim(), "`all`, `none`, or peers"));
}

/**
 * The documents named by a list of slugs, notebook numbers or ids: `catch-em-all`, `02`, `D2`; each once, in the
 * order of the list.
 *
 * @throws {UsageError} for a name that no document has.
 */
export function parseDocuments(text: string): readonly Document[] {
  const names = text.split(",").map((name) => name.trim());
  const named = names.map((name) => {
    const found = documents.find(
      (document) =>
        document.slug === name ||
        document.id === name ||
        document.notebook === name ||
        document.notebook.startsWith(`${name}-`),
    );
    return (
      found ??
      refuse(
        "a document",
        documents.map((document) => document.slug),
        name,
      )
    );
  });
  return [...new Set(named)];
}

/** @throws {UsageError} for anything but an integer of 32 bits without a sign. */
export function parseSeed(text: string): number {
  const seed = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (seed < 2 ** 32) return seed;
  throw new UsageError(
    `Expected --seed to be an integer from 0 to 4294967295, got ${shown(text)}. Try --seed 7.`,
  );
}

/** Whether a variant that runs from one profile on is part of another. */
export function runsIn(from: Profile, profile: Profile): boolean {
  return profiles.indexOf(from) <= profiles.indexOf(profile);
}

function oneOf<Name extends string>(names: readonly Name[], text: string, what: string): Name {
  return names.find((name) => name === text) ?? refuse(what, names, text);
}

function refuse(what: string, names: readonly string[], text: string): never {
  throw new UsageError(`Expected ${what} among ${names.join(", ")}, got ${shown(text)}. Try one of those.`);
}
