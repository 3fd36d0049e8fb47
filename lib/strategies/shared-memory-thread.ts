import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { RunError } from "../errors.js";
import { loadTask, type Task, uncopiedAnswer } from "./perform-task.js";
import { SharedTasks, type SharedTasksMemory } from "./shared-tasks.js";

export interface SharedMemoryThreadData {
  readonly modules: readonly string[];
  readonly memory: SharedTasksMemory;
  readonly worker: number;
}

/** A sleeping thread runs no timers of what its tasks have left behind; it sleeps so long at a stretch. */
const LONGEST_SLEEP_MS = 10;
/** Nor does a busy one; it lets them run after so many tasks. */
const TASKS_PER_TURN = 64;

/** The inside of a `SharedMemoryPool`'s thread: takes one task after the other out of the memory, and answers there. */
if (parentPort) {
  const { modules, memory, worker }: SharedMemoryThreadData = workerData;
  const task = await loadTask(modules);
  const tasks = new SharedTasks(memory);
  // Waiting in the memory does not keep a thread alive; its port does.
  parentPort.ref();
  parentPort.postMessage("ready");
  let untilTurn = TASKS_PER_TURN;
  for (;;) {
    const posted = tasks.postedCount;
    const place = tasks.claim(worker);
    if (place >= 0) {
      const waiting = perform(task, tasks, place);
      if (waiting !== undefined) await waiting;
      untilTurn -= 1;
    } else {
      await nextPost(tasks, posted);
      untilTurn = TASKS_PER_TURN;
    }
    if (untilTurn === 0) {
      await nextTurn();
      untilTurn = TASKS_PER_TURN;
    }
  }
}

/** A promise only where the task gave one: awaiting each would cost more than a hop. */
function perform(task: Task, tasks: SharedTasks, place: number): Promise<void> | undefined {
  try {
    const output = task(tasks.read(place));
    if (isThenable(output)) {
      return Promise.resolve(output).then(
        (settled) => answer(tasks, place, false, settled),
        (error) => answer(tasks, place, true, error),
      );
    }
    answer(tasks, place, false, output);
  } catch (error) {
    answer(tasks, place, true, error);
  }
  return undefined;
}

function answer(tasks: SharedTasks, place: number, failed: boolean, value: unknown): void {
  let refusal: RunError | undefined;
  try {
    const tooLarge = tasks.answer(place, failed, value);
    if (tooLarge !== undefined) refusal = tooLargeAnswer(tooLarge);
  } catch (error) {
    refusal = uncopiedAnswer(error);
  }
  if (refusal === undefined) return;
  // Of unknown length, by the path of this file alone; the message without it fits into the least room.
  delete refusal.stack;
  tasks.answer(place, true, refusal);
}

async function nextPost(tasks: SharedTasks, posted: number): Promise<void> {
  if (tasks.waitForPost(posted, LONGEST_SLEEP_MS)) return;
  await tasks.postedSince(posted);
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}

function tooLargeAnswer(bytes: number): RunError {
  return new RunError(
    `Expected the task's answer to fit into the shared memory, it takes ${bytes} bytes; ` +
      "try a larger `largestBytes`, or a ThreadPool, which copies any size",
  );
}
