import { ownUse } from "../../resource-use.js";
import { type Argument, choiceIn, countIn, flagIn, type JobOutcome } from "../job-program.js";
import { taskKinds } from "./yielding-tasks.js";

/**
 * D3 `tasks`: starts `tasks` tasks that yield once, and waits for all.
 * Argument: `variant`, `tasks`, and `held`: all tasks are kept alive at a barrier until the last has come.
 *
 * `perTaskBytes` is the growth of the peak resident set during the work, shared among all tasks; `liveWhenStarted`
 * how many of them had not ended when the last was started.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const kind = taskKinds[choiceIn(argument, "variant", taskKinds)];
  const count = countIn(argument, "tasks", 100_000);
  const held = flagIn(argument, "held");
  let endedCount = 0;
  let liveWhenStarted = 0;
  const beforeBytes = ownUse().peakRssBytes;

  const startMs = performance.now();
  await kind({
    count,
    held,
    onStarted: () => {
      liveWhenStarted = count - endedCount;
    },
    onEnd: () => {
      endedCount += 1;
    },
  });
  const workMs = performance.now() - startMs;

  const perTaskBytes = (ownUse().peakRssBytes - beforeBytes) / count;
  return {
    workMs,
    answers: [String(endedCount)],
    counters: { tasks: endedCount, liveWhenStarted, perTaskBytes },
  };
}
