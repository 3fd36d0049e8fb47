import { RunError } from "../errors.js";

/**
 * All tasks are asleep, and nothing that is known of will wake any of them. The message says who waits for whom.
 *
 * Of a scheduler's coroutines all is known but what a callback may still spawn. Of a group's tasks the waits of
 * primitives are known: a task that waits in one branch may be at work in another.
 */
export class DeadlockError extends RunError {
  override name = "DeadlockError";
}
