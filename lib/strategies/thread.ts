import { parentPort, workerData } from "node:worker_threads";
import { loadTask, performTask } from "./perform-task.js";

/** The inside of a `ThreadPool`'s thread: answers each message with what its module makes of it. */
if (parentPort) {
  const port = parentPort;
  const task = await loadTask(workerData);
  port.on("message", (input: unknown) => performTask(task, input, (answer) => port.postMessage(answer)));
}
