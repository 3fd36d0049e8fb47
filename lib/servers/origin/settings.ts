import { shown, UsageError } from "../../errors.js";
import type { DocumentFault } from "./document-fault.js";

/** The TLS version to speak, or none at all. */
export type TlsVersion = "1.3" | "1.2" | "off";

/** What may change while the origin runs. */
export interface ServerSettings {
  /** The round-trip time that the relay puts before the server: an integer or fraction of ms from 0 to 10,000. */
  readonly rttMs: number;
  /** From receiving a request to answering it: 0 to 60,000 ms. */
  readonly serviceMs: number;
  /** Null for a server that answers every request as it should; over HTTP/2 it always does. */
  readonly fault: DocumentFault | null;
}

type Values = Readonly<Record<string, unknown>>;

export function readRttMs(values: Values, fallback: number): number {
  return readMs(values, "rttMs", 10_000, fallback);
}

export function readServiceMs(values: Values, fallback: number): number {
  return readMs(values, "serviceMs", 60_000, fallback);
}

export function readTls(values: Values): TlsVersion {
  const tls = given(values, "tls", "1.3");
  if (tls === "1.3" || tls === "1.2" || tls === "off") return tls;
  throw new UsageError(`expected \`tls\` to be one of 1.3, 1.2, off, came ${shown(tls)}; try "1.3"`);
}

export function readFlag(values: Values, name: string, fallback: boolean): boolean {
  const flag = given(values, name, fallback);
  if (typeof flag === "boolean") return flag;
  throw new UsageError(`expected \`${name}\` to be true or false, came ${shown(flag)}; try ${fallback}`);
}

/** The size of padded documents; null for real ones. */
export function readPaddedBytes(values: Values): number | null {
  const bytes = given(values, "paddedToBytes", null);
  if (bytes === null || (Number.isInteger(bytes) && (bytes as number) >= 1 && (bytes as number) <= 1_000_000))
    return bytes as number | null;
  throw new UsageError(
    `expected \`paddedToBytes\` to be an integer from 1 to 1000000, came ${shown(bytes)}; try 20000`,
  );
}

export function readPort(values: Values, name: string, fallback?: number): number {
  const port = given(values, name, fallback);
  if (Number.isInteger(port) && (port as number) >= 0 && (port as number) <= 65_535) return port as number;
  throw new UsageError(
    `expected \`${name}\` to be an integer from 0 to 65535, came ${shown(port)}; try 0 for any free port`,
  );
}

/** Refuses names that nobody reads: a misspelt option must not pass for its default. */
export function refuseUnknown(values: Values, known: readonly string[]): void {
  const unknown = Object.keys(values).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new UsageError(
    `expected the options ${known.join(", ")}, came ${shown(unknown[0])}; try one of these`,
  );
}

function readMs(values: Values, name: string, most: number, fallback: number): number {
  const ms = given(values, name, fallback);
  if (typeof ms === "number" && ms >= 0 && ms <= most) return ms;
  throw new UsageError(
    `expected \`${name}\` to be a number of milliseconds from 0 to ${most}, came ${shown(ms)}; try ${fallback}`,
  );
}

/** Only what is absent has a default: JSON turns NaN into null, and that must not pass for absent. */
function given(values: Values, name: string, fallback: unknown): unknown {
  return values[name] === undefined ? fallback : values[name];
}
