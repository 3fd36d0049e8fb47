import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { compiledModule } from "../../paths.js";
import { gather } from "../../strategies/gather.js";
import { ThreadPool } from "../../strategies/thread-pool.js";
import { traced } from "../../strategies/traced.js";
import { type Argument, amountIn, choiceIn, countIn, flagIn, type JobOutcome } from "../job-program.js";
import computeHalf, { type HalfTask } from "./compute-task.js";

/** What a task computes before its wait, and after it from where it was. */
interface Task {
  readonly firstSteps: number;
  readonly secondSteps: number;
  wait(): Promise<void>;
}

interface Computer {
  /** @returns where the task's computing ends that began at `start` */
  perform(start: number, task: Task): Promise<number>;
  close(): Promise<void>;
}

const computers = { "event-loop": openEventLoop, "worker-threads": openThreads };

/**
 * D1 `not-parallelism`: tasks that compute, wait, and compute again, all started at once.
 * Argument: `variant`, `tasks`, `steps` for one task's computing, `waitMs`, `cores`, `trace`.
 *
 * `coreShare` is the processor time of the work as a share of all that the cores had to give meanwhile.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const taskCount = countIn(argument, "tasks", 8);
  const stepCount = countIn(argument, "steps", 10_000_000);
  const waitMs = amountIn(argument, "waitMs");
  const coreCount = countIn(argument, "cores", 1);
  const computer = await computers[choiceIn(argument, "variant", computers)](coreCount);
  const firstSteps = stepCount >> 1;
  const task: Task = {
    firstSteps,
    secondSteps: stepCount - firstSteps,
    wait: () => (waitMs > 0 ? delay(waitMs) : Promise.resolve()),
  };
  const watched = traced((seed: number) => computer.perform(seed, task));

  const seeds = Array.from({ length: taskCount }, (_, index) => index);
  const startUse = process.cpuUsage();
  const startMs = performance.now();
  const answers = await gather(seeds, watched.work);
  const workMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(startUse);

  await computer.close();
  const coresUsed = (user + system) / 1000 / workMs;
  return {
    workMs,
    answers: answers.map(String),
    counters: { tasks: taskCount, steps: stepCount, coresUsed, coreShare: coresUsed / coreCount },
    ...(flagIn(argument, "trace") && { trace: watched.spans }),
  };
}

async function openEventLoop(): Promise<Computer> {
  return {
    async perform(start, { firstSteps, wait, secondSteps }) {
      const half = computeHalf({ start, stepCount: firstSteps });
      await wait();
      return computeHalf({ start: half, stepCount: secondSteps });
    },
    close: async () => {},
  };
}

async function openThreads(threadCount: number): Promise<Computer> {
  const module = pathToFileURL(compiledModule("experiments", "from-python-to-go", "compute-task.js"));
  const pool = new ThreadPool<HalfTask, number>(module, threadCount);
  // Threads start when they are first needed: start all of them before the clock does.
  await Promise.all(Array.from({ length: threadCount }, () => pool.run({ start: 0, stepCount: 0 })));
  return {
    async perform(start, { firstSteps, wait, secondSteps }) {
      const half = await pool.run({ start, stepCount: firstSteps });
      await wait();
      return pool.run({ start: half, stepCount: secondSteps });
    },
    close: () => pool.close(),
  };
}
