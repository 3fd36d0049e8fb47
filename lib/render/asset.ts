import { readFileSync } from "node:fs";
import path from "node:path";
import { libraryFolder } from "../paths.js";

/** A style sheet or a script that stands beside the code which puts it into a page, by its path from this folder. */
export function asset(file: string): string {
  return readFileSync(path.join(libraryFolder, "render", file), "utf8");
}
