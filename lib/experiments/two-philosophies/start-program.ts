import { sleepFor } from "../../sleep-for.js";
import { fib } from "../../workloads/fib.js";
import { type Argument, choiceIn, countIn, type JobOutcome } from "../job-program.js";
import { starts } from "./starting.js";

/** What a task waits before it computes, so that there is something to overlap. */
const TASK_WAIT_MS = 5;

/**
 * D3 `start`: starts `tasks` tasks, each of which waits 5 ms and computes fib(`fib`), `trials` times over.
 * Argument: `variant`, `tasks`, `fib`, `trials`.
 *
 * `unfinished` counts the tasks that had not ended when the program took itself to be done, `lost` those of them
 * that never did.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const start = starts[choiceIn(argument, "variant", starts)];
  const tasks = countIn(argument, "tasks", 10);
  const n = countIn(argument, "fib", 25);
  const numbers = Array.from({ length: tasks }, (_, index) => index);
  const counters = { tasks: 0, unfinished: 0, lost: 0, outOfOrder: 0, maxInFlight: 0 };

  const startMs = performance.now();
  for (let trial = countIn(argument, "trials", 1); trial > 0; trial -= 1) {
    const watch = new TaskWatch(n);
    await start(numbers, watch.task);
    counters.tasks += tasks;
    counters.unfinished += tasks - watch.ended.length;
    await watch.allEnded(tasks);
    counters.lost += tasks - watch.ended.length;
    counters.outOfOrder += watch.ended.filter((number, place) => number !== place).length;
    counters.maxInFlight = Math.max(counters.maxInFlight, watch.maxInFlight);
  }
  return { workMs: performance.now() - startMs, answers: [String(counters.tasks)], counters };
}

class TaskWatch {
  readonly ended: number[] = [];
  maxInFlight = 0;
  #startedCount = 0;
  readonly #n: number;

  constructor(n: number) {
    this.#n = n;
  }

  readonly task = async (number: number): Promise<void> => {
    this.#startedCount += 1;
    this.maxInFlight = Math.max(this.maxInFlight, this.#startedCount - this.ended.length);
    await sleepFor(TASK_WAIT_MS);
    fib(this.#n);
    this.ended.push(number);
  };

  /** Waits for tasks that nobody waited for, as Node does before it ends. */
  async allEnded(count: number): Promise<void> {
    while (this.ended.length < count) await sleepFor(1);
  }
}
