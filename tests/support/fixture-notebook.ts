import { fileURLToPath } from "node:url";

/** The path of a notebook of `tests/fixtures/notebooks`. */
export function fixtureNotebook(name: string): string {
  return fileURLToPath(new URL(`../fixtures/notebooks/${name}.ipynb`, import.meta.url));
}
