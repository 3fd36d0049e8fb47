import { Worker } from "node:worker_threads";
import { compiledModule } from "../../paths.js";
import { ANSWERED, POSTED } from "./bare-hop-thread.js";
import type { Hopper } from "./hop-work.js";

/** A message to a thread and one back, and nothing that a pool needs: no errors, no cancelling, no second task. */
export async function openBareMessages(): Promise<Hopper> {
  const worker = startThread(undefined);
  let settle: (answer: number) => void = () => {};
  worker.on("message", (answer: number) => settle(answer));
  const keep = (resolve: (answer: number) => void) => {
    settle = resolve;
  };
  return {
    hop: () => {
      worker.postMessage(1);
      return new Promise(keep);
    },
    close: () => end(worker),
  };
}

/** The same by counts in shared memory: the other thread sleeps on one, and this one awaits the other. */
export async function openBareAtomics(): Promise<Hopper> {
  const counts = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const worker = startThread(counts);
  return {
    hop: async () => {
      const answered = Atomics.load(counts, ANSWERED);
      Atomics.add(counts, POSTED, 1);
      Atomics.notify(counts, POSTED);
      await Atomics.waitAsync(counts, ANSWERED, answered).value;
      return 1;
    },
    close: () => end(worker),
  };
}

function startThread(counts: Int32Array | undefined): Worker {
  return new Worker(compiledModule("experiments", "bench", "bare-hop-thread.js"), { workerData: { counts } });
}

async function end(worker: Worker): Promise<void> {
  await worker.terminate();
}
