/** The numbers of a version that decide what a runtime can do. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  /** The version as the runtime itself writes it. */
  readonly text: string;
}

/**
 * The first version in what a tool says of itself.
 *
 * @returns null when there is none
 * @example
 * parseVersion("go version go1.26.8 linux/amd64"); // => { major: 1, minor: 26, text: "1.26.8" }
 */
export function parseVersion(text: string): Version | null {
  // Letters go on for a pre-release: `go1.27rc1`, `3.14.0b2`.
  const found = /(\d+)\.(\d+)[\w.+]*/.exec(text);
  return found && { major: Number(found[1]), minor: Number(found[2]), text: found[0] };
}

/** Whether a version is a given one or newer. */
export function isAtLeast(version: Version, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}
