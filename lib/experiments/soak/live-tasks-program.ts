import { Channel } from "../../primitives/channel.js";
import { Event } from "../../primitives/event.js";
import { withTaskGroup } from "../../primitives/task-group.js";
import { type Argument, choiceIn, countIn, type JobOutcome } from "../job-program.js";

/** What a kind of task leaves on the heap, all of them alive at once, and after they have ended. */
interface HeapUse {
  readonly liveBytes: number;
  readonly leftBytes: number;
}

const kinds = { "task-group": inTaskGroup, channel: throughChannel } satisfies Record<
  string,
  (count: number) => Promise<HeapUse>
>;

/**
 * Keeps `tasks` tasks of a kind alive at once and reads the heap after a collection: before them, while all are
 * alive, and once all have ended. Argument: `variant`, `tasks`; run with `--expose-gc`.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const kind = kinds[choiceIn(argument, "variant", kinds)];
  const count = countIn(argument, "tasks", 1_000_000);
  // What is compiled and allocated once is not of the tasks.
  await kind(1_000);
  const startMs = performance.now();
  const { liveBytes, leftBytes } = await kind(count);
  return {
    workMs: performance.now() - startMs,
    answers: [String(count)],
    counters: { tasks: count, liveBytesPerTask: liveBytes / count, leftBytes },
  };
}

/** Tasks of one group that wait for one event. */
async function inTaskGroup(count: number): Promise<HeapUse> {
  const beforeBytes = heapBytes();
  let liveBytes = 0;
  const opened = new Event();
  await withTaskGroup(async (group) => {
    for (let index = 0; index < count; index += 1) void group.spawn("task", () => opened.wait());
    await settled();
    liveBytes = heapBytes() - beforeBytes;
    opened.set();
  });
  return { liveBytes, leftBytes: heapBytes() - beforeBytes };
}

/** Tasks that each wait to send one value through a channel without a buffer. */
async function throughChannel(count: number): Promise<HeapUse> {
  const beforeBytes = heapBytes();
  const channel = new Channel<number>();
  let endedCount = 0;
  const send = async (value: number) => {
    await channel.send(value);
    endedCount += 1;
  };
  for (let value = 0; value < count; value += 1) void send(value);
  await settled();
  const liveBytes = heapBytes() - beforeBytes;
  for (let received = 0; received < count; received += 1) await channel.receive();
  await settled();
  if (endedCount !== count) throw new Error(`expected ${count} tasks to end, ${endedCount} did`);
  return { liveBytes, leftBytes: heapBytes() - beforeBytes };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function heapBytes(): number {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error("expected to be run with --expose-gc");
  collect();
  return process.memoryUsage().heapUsed;
}
