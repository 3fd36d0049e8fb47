import { type Argument, choiceIn, countIn, flagIn, type JobOutcome } from "../job-program.js";
import { type CounterUpdates, counterUpdates } from "./counter-updates.js";

/** D3 `race`: tasks that share a counter. Argument: `variant`, `tasks`, `updates`, `pausing`. */
export async function run(argument: Argument): Promise<JobOutcome> {
  const update: CounterUpdates = counterUpdates[choiceIn(argument, "variant", counterUpdates)];
  const tasks = countIn(argument, "tasks", 100);
  const updates = countIn(argument, "updates", 100);
  const startMs = performance.now();
  const total = await update({ tasks, updates, pausing: flagIn(argument, "pausing") });
  const workMs = performance.now() - startMs;
  const made = tasks * updates;
  return { workMs, answers: [String(made)], counters: { updates: made, lostUpdates: made - total } };
}
