import { parentPort, workerData } from "node:worker_threads";
import { messageOf, RunError } from "../errors.js";

/** What a thread of a `ThreadPool` sends back for a task. */
export type ThreadAnswer =
  | { readonly failed: false; readonly output: unknown }
  | { readonly failed: true; readonly error: unknown };

/** The inside of a pool's thread: loads the module named in `workerData` and answers each message with its result. */
if (parentPort) {
  const port = parentPort;
  const { default: task } = await import(workerData);
  port.on("message", async (input: unknown) => {
    let answer: ThreadAnswer;
    try {
      answer = { failed: false, output: await task(input) };
    } catch (error) {
      answer = { failed: true, error };
    }
    try {
      port.postMessage(answer);
    } catch (error) {
      const reason = `Expected the task to return or throw what can be copied between threads: ${messageOf(error)}`;
      port.postMessage({ failed: true, error: new RunError(reason) } satisfies ThreadAnswer);
    }
  });
}
