/** The longest text from a results file that a report shows. */
const LONGEST = 400;

/**
 * Text from a results file as a report may show it: on one line, without control characters, without marks that
 * turn the direction of what follows, and of a bounded length. Escaping for HTML or Markdown comes after this.
 */
export function plainText(untrusted: unknown): string {
  const text = typeof untrusted === "string" ? untrusted : String(untrusted);
  const tame = text
    .slice(0, LONGEST * 4)
    .replace(/\p{Bidi_Control}|[\u{e0000}-\u{e007f}]|\p{Cs}/gu, "\u{fffd}")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  return tame.length > LONGEST ? `${tame.slice(0, LONGEST - 1)}…` : tame;
}

/** The characters that may name an element, a file and a part of a link; never empty. */
export function safeName(untrusted: string): string {
  const name = untrusted
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return name === "" ? "unnamed" : name;
}
