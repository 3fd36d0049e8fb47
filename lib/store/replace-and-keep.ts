import { copyFile, mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { stateFolder } from "../paths.js";
import { writeFileAtomically } from "./write-file.js";

/** What became of a measured file's place. */
export type Placed =
  | { readonly kind: "written"; readonly file: string }
  /** The file before it is kept as `previous`. */
  | { readonly kind: "replaced"; readonly file: string; readonly previous: string };

/**
 * Writes a machine's file, whole or not at all. What stood there is copied to `replaced/<machine>/` in the state
 * folder first, under its name and the moment of its last change: nothing measured is thrown away.
 */
export async function replaceAndKeep(file: string, machine: string, content: string): Promise<Placed> {
  const standing = await stat(file).catch(() => null);
  if (standing === null) {
    await writeFileAtomically(file, content);
    return { kind: "written", file };
  }
  const { name, ext } = path.parse(file);
  const moment = standing.mtime.toISOString().replace(/[:.]/g, "-");
  const previous = path.join(stateFolder(), "replaced", machine, `${name}-${moment}${ext}`);
  await mkdir(path.dirname(previous), { recursive: true });
  await copyFile(file, previous);
  await writeFileAtomically(file, content);
  return { kind: "replaced", file, previous };
}
