/** A host name that says itself when it is to be answered, so that one server without settings serves every run. */
export interface DelayedName {
  /** Which host, from 0. */
  readonly index: number;
  /** From the query to its answer. */
  readonly delayMs: number;
}

const DOMAIN = "interleave.test";
const PATTERN = new RegExp(`^host-(\\d{1,5})\\.(\\d{1,5})ms\\.${DOMAIN.replace(".", "\\.")}$`);
const MOST_HOSTS = 65_536;

/** `host-3.20ms.interleave.test`; the domain `test` is reserved and resolves nowhere else. */
export function formatDelayedName({ index, delayMs }: DelayedName): string {
  return `host-${index}.${delayMs}ms.${DOMAIN}`;
}

/** @returns null for a name that the server does not know. */
export function parseDelayedName(name: string): DelayedName | null {
  // Letters of a query may come in any case, and some resolvers mix them on purpose.
  const found = PATTERN.exec(name.toLowerCase());
  if (!found || Number(found[1]) >= MOST_HOSTS) return null;
  return { index: Number(found[1]), delayMs: Number(found[2]) };
}

/** The one address of a host. */
export function addressOf(index: number): string {
  return `10.0.${index >> 8}.${index & 255}`;
}
