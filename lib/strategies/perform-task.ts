import { excerpt, messageOf, RunError } from "../errors.js";
import { enterPools } from "./pool-nesting.js";

/** What a pool's worker does with an input. */
export type Task = (input: unknown) => unknown;

/** What a worker answers a task with. */
export type TaskAnswer =
  | { readonly failed: false; readonly output: unknown }
  | { readonly failed: true; readonly error: unknown };

/** The default export of the last of the modules, whose pool this worker belongs to. */
export async function loadTask(modules: readonly string[]): Promise<Task> {
  enterPools(modules);
  const { default: task } = await import(modules.at(-1)!);
  if (typeof task === "function") return task;
  throw new RunError(
    `Expected the default export of ${modules.at(-1)} to be a function, got ${typeof task}; try \`export default (input) => ...\``,
  );
}

/** Does a task and sends its answer by `send`, or, where that cannot be copied, an error that says so. */
export async function performTask(
  task: Task,
  input: unknown,
  send: (answer: TaskAnswer) => void,
): Promise<void> {
  let answer: TaskAnswer;
  try {
    answer = { failed: false, output: await task(input) };
  } catch (error) {
    answer = { failed: true, error };
  }
  try {
    send(answer);
  } catch (error) {
    send({ failed: true, error: uncopiedAnswer(error) });
  }
}

/** What a task fails with whose result, or whose error, cannot leave its worker: of a cause of any length the start. */
export function uncopiedAnswer(cause: unknown): RunError {
  return new RunError(
    `Expected the task to return or throw what can be copied out of its worker, got another: ${excerpt(messageOf(cause).replace(/\.$/, ""))}; try returning data alone`,
  );
}
