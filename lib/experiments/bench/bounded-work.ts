import { bounded } from "../../strategies/bounded.js";
import { traced } from "../../strategies/traced.js";
import { workers } from "../../strategies/workers.js";

/**
 * Runs a task that yields once for each item, at most `limit` at a time; returns how many ended. The list is given,
 * as nothing in the Go program builds one: its cost is none of the limit's.
 */
export type BoundedWork = (items: readonly number[], limit: number) => Promise<number>;

/** Our strategies, traced or not, and the bounded maps and queues of npm. */
export const boundedWorks = {
  bounded: (items, limit) => counted((task) => bounded(items, task, { limit })),
  "bounded-trace-off": (items, limit) => boundedTraced(items, limit, false),
  "bounded-traced": (items, limit) => boundedTraced(items, limit, true),
  workers: (items, limit) => counted((task) => workers(items, task, { limit })),
  "p-limit": (items, limit) =>
    counted(async (task) => {
      const { default: pLimit } = await import("p-limit");
      const limited = pLimit(limit);
      await Promise.all(items.map(() => limited(task)));
    }),
  "p-map": (items, limit) =>
    counted(async (task) => {
      const { default: pMap } = await import("p-map");
      await pMap(items, task, { concurrency: limit });
    }),
  "p-queue": (items, limit) =>
    counted(async (task) => {
      const { default: PQueue } = await import("p-queue");
      const queue = new PQueue({ concurrency: limit });
      await queue.addAll(items.map(() => task));
    }),
  "async.mapLimit": (items, limit) =>
    counted(async (task) => {
      const { default: async } = await import("async");
      await async.mapLimit(items as number[], limit, task);
    }),
  fastq: (items, limit) =>
    counted(async (task) => {
      const { default: fastq } = await import("fastq");
      const queue = fastq.promise(task, limit);
      await Promise.all(items.map((item) => queue.push(item)));
    }),
} satisfies Record<string, BoundedWork>;

/** As a program does it that may be asked for a waterfall. */
function boundedTraced(items: readonly number[], limit: number, asked: boolean): Promise<number> {
  return counted((task) => {
    const trace = asked ? traced(task) : undefined;
    return bounded(items, trace?.work ?? task, { limit });
  });
}

async function counted(run: (task: () => Promise<number>) => Promise<unknown>): Promise<number> {
  let endedCount = 0;
  await run(async () => {
    await null;
    endedCount += 1;
    return endedCount;
  });
  return endedCount;
}
