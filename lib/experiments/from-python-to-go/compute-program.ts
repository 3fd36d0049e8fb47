import { setTimeout as delay } from "node:timers/promises";
import { gather } from "../../strategies/gather.js";
import { traced } from "../../strategies/traced.js";
import { type Argument, amountIn, choiceIn, countIn, flagIn, type JobOutcome } from "../job-program.js";
import computeHalf from "./compute-task.js";
import { openComputeThreads } from "./compute-threads.js";

/** What a task computes before its wait, and after it from where it was. */
interface Task {
  readonly firstSteps: number;
  readonly secondSteps: number;
  /** Absent where there is nothing to wait for. */
  readonly wait?: () => Promise<void>;
}

interface Computer {
  /** @returns where the task's computing ends that began at `start` */
  perform(start: number, task: Task): Promise<number> | number;
  close(): Promise<void>;
}

const computers = { "event-loop": openEventLoop, "worker-threads": openThreads };

/**
 * D1 `not-parallelism` and D3 `mixed`: tasks that compute, wait, and compute again, all started at once.
 * Argument: `variant`, `tasks`, `steps` for one task's computing, `waitMs`, `cores`, `trace`.
 *
 * `coreShare` is the processor time of the work as a share of all that the cores had to give meanwhile, `taskCpuMs`
 * the same time for each task.
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
    ...(waitMs > 0 && { wait: () => delay(waitMs) }),
  };
  const watched = traced((seed: number) => computer.perform(seed, task));

  const seeds = Array.from({ length: taskCount }, (_, index) => index);
  const startUse = process.cpuUsage();
  const startMs = performance.now();
  const answers = await gather(seeds, watched.work);
  const workMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(startUse);

  await computer.close();
  const cpuMs = (user + system) / 1000;
  const coresUsed = cpuMs / workMs;
  return {
    workMs,
    answers: answers.map(String),
    counters: {
      tasks: taskCount,
      steps: stepCount,
      coresUsed,
      coreShare: coresUsed / coreCount,
      taskCpuMs: cpuMs / taskCount,
    },
    ...(flagIn(argument, "trace") && { trace: watched.spans }),
  };
}

async function openEventLoop(): Promise<Computer> {
  return {
    perform(start, { firstSteps, wait, secondSteps }) {
      const half = computeHalf({ start, stepCount: firstSteps });
      const computeOn = () => computeHalf({ start: half, stepCount: secondSteps });
      // An await without anything to wait for would still let the next task begin.
      return wait ? wait().then(computeOn) : computeOn();
    },
    close: async () => {},
  };
}

async function openThreads(threadCount: number): Promise<Computer> {
  const pool = openComputeThreads(threadCount);
  // Threads start when they are first needed: start all of them before the clock does.
  await Promise.all(Array.from({ length: threadCount }, () => pool.run({ start: 0, stepCount: 0 })));
  return {
    async perform(start, { firstSteps, wait, secondSteps }) {
      const half = await pool.run({ start, stepCount: firstSteps });
      await wait?.();
      return pool.run({ start: half, stepCount: secondSteps });
    },
    close: () => pool.close(),
  };
}
