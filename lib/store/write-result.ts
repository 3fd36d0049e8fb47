import path from "node:path";
import type { Profile } from "../catalogue/entry.js";
import { UsageError } from "../errors.js";
import { stateFolder } from "../paths.js";
import { readResultFile, resultFileShape } from "./read-results.js";
import { type Placed, replaceAndKeep } from "./replace-and-keep.js";
import type { ResultFile } from "./result.js";
import { resultText } from "./result-text.js";
import { PROFILES } from "./schema.js";

/** Where a result went. */
export type WriteOutcome =
  | Placed
  /** A better file stands at `kept` and stays; the result is in `file` instead. */
  | {
      readonly kind: "set-aside";
      readonly file: string;
      readonly kept: string;
      readonly keptProfile: Profile;
      /** The experiments that the kept file has and an unfinished run's result lacks; none for a lower profile. */
      readonly lacks: readonly string[];
    };

export interface WriteOptions {
  /** Whether the run that measured it did not come to its end. */
  readonly unfinished?: boolean;
}

/**
 * Writes a result to `<folder>/<machine>/<document>.json`, whole or not at all. What stood there is copied to
 * `replaced/` in the state folder first. A lower profile never replaces a higher one (smoke < quick < full), nor an
 * unfinished run a file with experiments that it did not get to: such a result goes to `set-aside/` in the state
 * folder, and what was set aside there before to `replaced/`, since nothing measured is thrown away.
 *
 * @throws {TypeError} for a result that its own schema refuses, before anything is written.
 */
export async function writeResultFile(
  folder: string,
  result: ResultFile,
  { unfinished = false }: WriteOptions = {},
): Promise<WriteOutcome> {
  const misfit = resultFileShape.misfit(result);
  if (misfit) throw new TypeError(`A result that no reader would accept: ${misfit}`);
  const place = path.join(result.machine.id, `${result.document}.json`);
  const file = path.join(folder, place);
  const standing = await readStanding(file);
  const lacks = unfinished && standing ? lackingExperiments(result, standing) : [];
  if (standing && (isLower(result.profile, standing.profile) || lacks.length > 0)) {
    const aside = path.join(stateFolder(), "set-aside", place);
    await replaceAndKeep(aside, result.machine.id, resultText(result));
    return { kind: "set-aside", file: aside, kept: file, keptProfile: standing.profile, lacks };
  }
  return replaceAndKeep(file, result.machine.id, resultText(result));
}

function isLower(profile: Profile, other: Profile): boolean {
  return PROFILES.indexOf(profile) < PROFILES.indexOf(other);
}

function lackingExperiments(result: ResultFile, standing: ResultFile): string[] {
  return Object.keys(standing.experiments).filter((id) => !(id in result.experiments));
}

/** The result that stands in the place; null where there is none, or one that nobody can read and so nothing speaks for. */
async function readStanding(file: string): Promise<ResultFile | null> {
  try {
    return await readResultFile(file);
  } catch (thrown) {
    if (thrown instanceof UsageError) return null;
    throw thrown;
  }
}
