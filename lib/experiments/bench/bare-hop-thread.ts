import { parentPort, workerData } from "node:worker_threads";

/** Where the two sides of bare Atomics count: what was posted, and what was answered. */
export const POSTED = 0;
export const ANSWERED = 1;

/** The other side of a bare hop: answers each message with itself, or, given counts, counts up after each post. */
if (parentPort) {
  const port = parentPort;
  const counts: Int32Array | undefined = workerData.counts;
  if (counts === undefined) port.on("message", (message: number) => port.postMessage(message));
  for (let seen = 0; counts !== undefined; seen += 1) {
    Atomics.wait(counts, POSTED, seen);
    Atomics.add(counts, ANSWERED, 1);
    Atomics.notify(counts, ANSWERED);
  }
}
