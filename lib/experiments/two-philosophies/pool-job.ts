import { sleepFor } from "../../sleep-for.js";

/** One job of the essay's worker pool: it takes its time, and doubles its number. */
export interface PoolJob {
  readonly number: number;
  readonly lastsMs: number;
  /** It throws once its time is over. */
  readonly throws: boolean;
}

/** What a job that throws says of itself. */
export const failureOf = (number: number) => `job ${number} failed`;

/** Does a job while others have their turn. */
export async function performJob(job: PoolJob, signal?: AbortSignal): Promise<number> {
  await sleepFor(job.lastsMs, signal);
  return answerOf(job);
}

/** Does a job in a thread of its own, which it blocks. */
export default function performBlocking(job: PoolJob): number {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, job.lastsMs);
  return answerOf(job);
}

function answerOf({ number, throws }: PoolJob): number {
  if (throws) throw new Error(failureOf(number));
  return number * 2;
}
