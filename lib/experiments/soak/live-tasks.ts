import { RunError } from "../../errors.js";
import { runJob } from "../../measure/run-job.js";
import { typescriptProgram } from "../programs.js";

/** A way of keeping many tasks alive at once, with what one of them may take. */
export interface LiveTaskKind {
  readonly variant: "task-group" | "channel";
  readonly title: string;
  /**
   * Bytes of heap for each live task at most. A goroutine takes 2,716 bytes and an async function under `Promise.all`
   * 801, each held at a barrier with 100,000 others: a task of a group, with its name, its signal and its errors, is
   * to take half of the goroutine; one that waits in a channel, with its async function, a third.
   */
  readonly boundBytes: number;
}

/** What became of so many tasks of a kind. */
export interface LiveTasks {
  readonly liveBytesPerTask: number;
  /** More on the heap than before the first task, once all have ended. */
  readonly leftBytes: number;
}

const GOROUTINE_BYTES = 2_716;
/** What may stay of a run of any size: compiled code, and the collector's own slack. */
export const LEFT_LIMIT_BYTES = 4_000_000;
const TIME_LIMIT_MS = 300_000;

export const liveTaskKinds: readonly LiveTaskKind[] = [
  { variant: "task-group", title: "tasks of one TaskGroup", boundBytes: GOROUTINE_BYTES / 2 },
  {
    variant: "channel",
    title: "tasks that wait to send through one Channel",
    boundBytes: GOROUTINE_BYTES / 3,
  },
];

/**
 * Measures a kind in a fresh process that can collect its garbage when asked.
 *
 * @throws RunError when the process fails; the signal's reason
 */
export async function measureLiveTasks(
  { variant }: LiveTaskKind,
  taskCount: number,
  signal?: AbortSignal,
): Promise<LiveTasks> {
  const command = { ...typescriptProgram, args: ["--expose-gc", ...typescriptProgram.args] };
  const argument = { program: "soak/live-tasks", variant, tasks: taskCount };
  const { counters, reason } = await runJob(command, argument, {
    timeLimitMs: TIME_LIMIT_MS,
    ...(signal && { signal }),
  });
  if (counters?.liveBytesPerTask === undefined || counters.leftBytes === undefined) {
    throw new RunError(`Expected ${taskCount} tasks to be measured, got: ${reason ?? "no counters"}`);
  }
  return { liveBytesPerTask: counters.liveBytesPerTask, leftBytes: counters.leftBytes };
}
