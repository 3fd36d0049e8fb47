import { bounded } from "../../strategies/bounded.js";
import { traced } from "../../strategies/traced.js";
import { workers } from "../../strategies/workers.js";

/** Runs so many tasks that yield once, at most `limit` at a time; returns how many ended. */
export type BoundedWork = (taskCount: number, limit: number) => Promise<number>;

/** Our strategies, traced or not, and the bounded maps and queues of npm. */
export const boundedWorks = {
  bounded: (taskCount, limit) => counted(taskCount, (items, task) => bounded(items, task, { limit })),
  "bounded-trace-off": (taskCount, limit) => boundedTraced(taskCount, limit, false),
  "bounded-traced": (taskCount, limit) => boundedTraced(taskCount, limit, true),
  workers: (taskCount, limit) => counted(taskCount, (items, task) => workers(items, task, { limit })),
  "p-limit": (taskCount, limit) =>
    counted(taskCount, async (items, task) => {
      const { default: pLimit } = await import("p-limit");
      const limited = pLimit(limit);
      await Promise.all(items.map(() => limited(task)));
    }),
  "p-map": (taskCount, limit) =>
    counted(taskCount, async (items, task) => {
      const { default: pMap } = await import("p-map");
      await pMap(items, task, { concurrency: limit });
    }),
  "p-queue": (taskCount, limit) =>
    counted(taskCount, async (items, task) => {
      const { default: PQueue } = await import("p-queue");
      const queue = new PQueue({ concurrency: limit });
      await queue.addAll(items.map(() => task));
    }),
  "async.mapLimit": (taskCount, limit) =>
    counted(taskCount, async (items, task) => {
      const { default: async } = await import("async");
      await async.mapLimit(items as number[], limit, task);
    }),
  fastq: (taskCount, limit) =>
    counted(taskCount, async (items, task) => {
      const { default: fastq } = await import("fastq");
      const queue = fastq.promise(task, limit);
      await Promise.all(items.map((item) => queue.push(item)));
    }),
} satisfies Record<string, BoundedWork>;

/** As a program does it that may be asked for a waterfall. */
function boundedTraced(taskCount: number, limit: number, asked: boolean): Promise<number> {
  return counted(taskCount, (items, task) => {
    const trace = asked ? traced(task) : undefined;
    return bounded(items, trace?.work ?? task, { limit });
  });
}

async function counted(
  taskCount: number,
  run: (items: readonly number[], task: () => Promise<number>) => Promise<unknown>,
): Promise<number> {
  const items = Array.from({ length: taskCount }, (_, index) => index);
  let endedCount = 0;
  await run(items, async () => {
    await null;
    endedCount += 1;
    return endedCount;
  });
  return endedCount;
}
