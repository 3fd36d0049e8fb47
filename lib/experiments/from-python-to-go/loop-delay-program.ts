import { scrypt, scryptSync } from "node:crypto";
import dns from "node:dns/promises";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip, gzipSync } from "node:zlib";
import { Heartbeat } from "../../vitals.js";
import type { Argument, JobOutcome } from "../job-program.js";

const LARGE_TEXT = JSON.stringify(
  Array.from({ length: 60_000 }, (_, id) => ({ id, name: `item ${id}`, tags: ["a", "b"] })),
);
/** A file that is large and there on every machine: this runtime itself. */
const LARGE_FILE = process.execPath;
const SALT_BYTES = Buffer.alloc(16);
const KEY_LENGTH = 32;

/** Calls large enough to take tens of milliseconds each, as a reader of Node's manual would make them. */
const interfaces: Readonly<Record<string, () => unknown>> = {
  dnsLookup: () => dns.lookup("localhost"),
  readFile: () => readFile(LARGE_FILE),
  scrypt: () => promisify(scrypt)("password", SALT_BYTES, KEY_LENGTH),
  gzip: () => promisify(gzip)(LARGE_TEXT),
  readFileSync: () => readFileSync(LARGE_FILE),
  scryptSync: () => scryptSync("password", SALT_BYTES, KEY_LENGTH),
  gzipSync: () => gzipSync(LARGE_TEXT),
  jsonParse: () => JSON.parse(LARGE_TEXT),
};

/** Long enough for a beat of the heartbeat before and after the call. */
const AROUND_MS = 12;

/**
 * D1 `not-parallelism`, for the claim about the event loop: runs Node's own interfaces one after the other and tells
 * how long each kept a timer waiting, by `<name>DelayMs`, and the longest of those, `heartbeatDelayMaxMs`.
 */
export async function run(_argument: Argument): Promise<JobOutcome> {
  const startMs = performance.now();
  const delays: Record<string, number> = {};
  for (const [name, call] of Object.entries(interfaces)) {
    const heartbeat = new Heartbeat();
    await delay(AROUND_MS);
    await call();
    await delay(AROUND_MS);
    delays[`${name}DelayMs`] = heartbeat.stop();
  }
  return {
    workMs: performance.now() - startMs,
    answers: Object.keys(interfaces),
    counters: { ...delays, heartbeatDelayMaxMs: Math.max(...Object.values(delays)) },
  };
}
