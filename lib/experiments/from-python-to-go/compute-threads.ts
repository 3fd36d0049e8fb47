import { pathToFileURL } from "node:url";
import { compiledModule } from "../../paths.js";
import { ThreadPool } from "../../strategies/thread-pool.js";
import type { HalfTask } from "./compute-task.js";

/** Threads that compute for the event loop; `close` ends them. */
export function openComputeThreads(threadCount: number): ThreadPool<HalfTask, number> {
  const task = compiledModule("experiments", "from-python-to-go", "compute-task.js");
  return new ThreadPool<HalfTask, number>(pathToFileURL(task), threadCount);
}
