import { pathToFileURL } from "node:url";
import { compiledModule } from "../../paths.js";
import { Channel } from "../../primitives/channel.js";
import { Queue } from "../../primitives/queue.js";
import { withTaskGroup } from "../../primitives/task-group.js";
import { bounded } from "../../strategies/bounded.js";
import type { Work } from "../../strategies/strategy.js";
import { ThreadPool } from "../../strategies/thread-pool.js";
import type { PoolJob } from "./pool-job.js";

/** Jobs for a pool of workers. */
export interface Pool {
  readonly jobs: readonly PoolJob[];
  readonly workerCount: number;
  /** Does a job on this thread. */
  readonly work: Work<PoolJob, number>;
  /** Notes start and end of each job, whichever work does it. */
  readonly noting: (work: Work<PoolJob, number>) => Work<PoolJob, number>;
}

/** Does all jobs; resolves with their answers in the order of the jobs, rejects when one of them fails. */
export type PoolKind = (pool: Pool) => Promise<number[]>;

interface Answer {
  readonly index: number;
  readonly value: number;
}

export const poolKinds = {
  channel: overChannels,
  queue: overQueue,
  threads: inThreads,
} satisfies Record<string, PoolKind>;

/** The pool of the Go program: workers range over a channel of jobs until it is closed, and send what they find. */
async function overChannels({ jobs, workerCount, work, noting }: Pool): Promise<number[]> {
  const perform = noting(work);
  const waiting = new Channel<number>(jobs.length);
  const answers = new Channel<Answer>(jobs.length);
  return withTaskGroup(async (group) => {
    for (let worker = 1; worker <= workerCount; worker += 1) {
      void group.spawn(`worker ${worker}`, async (signal) => {
        for await (const index of waiting) {
          await answers.send({ index, value: await perform(jobs[index]!, index, signal) }, signal);
        }
      });
    }
    for (const index of jobs.keys()) await waiting.send(index, group.signal);
    waiting.close();
    const values = new Array<number>(jobs.length);
    for (let count = 0; count < jobs.length; count += 1) {
      const { value: answer } = await answers.receive(group.signal);
      values[answer!.index] = answer!.value;
    }
    return values;
  });
}

/** The pool of the Python program: a queue that knows when all its jobs are done, shut down in place of sentinels. */
async function overQueue({ jobs, workerCount, work, noting }: Pool): Promise<number[]> {
  const perform = noting(work);
  const waiting = new Queue<number>();
  const values = new Array<number>(jobs.length);
  for (const index of jobs.keys()) waiting.tryPut(index);
  await withTaskGroup(async (group) => {
    for (let worker = 1; worker <= workerCount; worker += 1) {
      void group.spawn(`worker ${worker}`, (signal) =>
        waiting.consume(async (index) => {
          values[index] = await perform(jobs[index]!, index, signal);
        }, signal),
      );
    }
    await waiting.join(group.signal);
    waiting.shutDown();
  });
  return values;
}

/** Workers that are threads: a job may block the one that it runs on. Starting them is part of the work. */
async function inThreads({ jobs, workerCount, noting }: Pool): Promise<number[]> {
  const module = pathToFileURL(compiledModule("experiments", "two-philosophies", "pool-job.js"));
  return ThreadPool.with<PoolJob, number, number[]>(module, workerCount, (pool) =>
    bounded(
      jobs,
      noting((job, _index, signal) => pool.run(job, { signal })),
      { limit: workerCount },
    ),
  );
}
