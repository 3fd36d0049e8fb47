/**
 * A process that keeps a processor busy while the last byte that came on its standard input was BUSY, and ends with
 * its standard input. It looks up every few milliseconds.
 */
import { BUSY } from "./load-signal.js";

const LOOK_EVERY_MS = 5;

let busy = false;
process.stdin
  .on("data", (bytes: Buffer) => {
    const begins = bytes.at(-1) === BUSY && !busy;
    busy = bytes.at(-1) === BUSY;
    if (begins) burn();
  })
  .on("end", () => process.exit())
  .on("error", () => process.exit());

function burn(): void {
  const untilMs = performance.now() + LOOK_EVERY_MS;
  while (performance.now() < untilMs);
  if (busy) setImmediate(burn);
}
