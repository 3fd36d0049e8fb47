import { RunError } from "../errors.js";

/** All tasks are asleep: each waits for another, and nothing can wake any of them. The message says who waits for whom. */
export class DeadlockError extends RunError {
  override name = "DeadlockError";
}
