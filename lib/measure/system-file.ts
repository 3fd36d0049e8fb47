import { readFileSync } from "node:fs";

/** Reads one of the system's own files; undefined where there is none, or none that may be read. */
export type ReadSystemFile = (file: string) => string | undefined;

/** For the files of `/proc` and `/sys`, which cost no disk and tens of microseconds. */
export const readSystemFile: ReadSystemFile = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};
