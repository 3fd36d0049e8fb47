/** What names a folder of `results/`, so it can hold no path: lower-case words joined by `-` or `.`. */
export const MACHINE_ID_PATTERN = "^(?=.{1,64}$)[a-z0-9]+([.-][a-z0-9]+)*$";

/** The machine of the figures that the documents print; nothing is measured under its name. */
export const AS_PUBLISHED = "as-published";

/** The nearest machine id to any text: what is no letter or digit becomes one `-`; empty when nothing is left. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, 64)
    .replace(/-$/, "");
}
