import { messageOf } from "../../errors.js";
import { TaskGroupError, withTaskGroup } from "../../primitives/task-group.js";
import { WaitGroup } from "../../primitives/wait-group.js";
import { gather } from "../../strategies/gather.js";
import { strategies } from "../../strategies/registry.js";
import type { Strategy, Work } from "../../strategies/strategy.js";

/** Tasks that may fail, and the signal by which their caller cancels them. */
export interface FaultyRun {
  readonly numbers: readonly number[];
  readonly work: Work<number, string>;
  readonly signal: AbortSignal;
}

/** Runs the tasks; what it learns of their errors it returns, or throws. */
export type ErrorHandling = (run: FaultyRun) => Promise<readonly unknown[]>;

/** Each way of running tasks, and how their errors come back from it. */
export const errorHandlings = {
  ...throughStrategies(),
  "task-group": taskGroup,
  "wait-group": waitGroup,
  "promise-all": promiseAll,
  "promise-all-settled": promiseAllSettled,
  floating,
  explicit,
} satisfies Record<string, ErrorHandling>;

/** The messages of all errors that a thrown value carries. */
export function messagesIn(thrown: unknown): string[] {
  if (thrown instanceof TaskGroupError) return thrown.failures.flatMap(({ error }) => messagesIn(error));
  return [messageOf(thrown)];
}

function throughStrategies(): Record<keyof typeof strategies, ErrorHandling> {
  const handling =
    (run: Strategy): ErrorHandling =>
    async ({ numbers, work, signal }) => {
      await run(numbers, work, { signal, limit: numbers.length });
      return [];
    };
  return Object.fromEntries(
    Object.entries(strategies).map(([name, strategy]) => [name, handling(strategy.run)]),
  ) as Record<keyof typeof strategies, ErrorHandling>;
}

async function taskGroup({ numbers, work, signal }: FaultyRun): Promise<readonly unknown[]> {
  await withTaskGroup(
    (group) => {
      numbers.forEach(
        (number, index) => void group.spawn(`task ${number}`, (own) => work(number, index, own)),
      );
    },
    { signal },
  );
  return [];
}

async function waitGroup({ numbers, work, signal }: FaultyRun): Promise<readonly unknown[]> {
  const group = new WaitGroup();
  for (const [index, number] of numbers.entries()) group.go(() => work(number, index, signal));
  await group.wait();
  return [];
}

/** As most programs have it: no signal goes in, and the first rejection comes out. */
async function promiseAll({ numbers, work }: FaultyRun): Promise<readonly unknown[]> {
  await Promise.all(numbers.map((number, index) => work(number, index, deaf)));
  return [];
}

async function promiseAllSettled({ numbers, work }: FaultyRun): Promise<readonly unknown[]> {
  const ends = await Promise.allSettled(numbers.map((number, index) => work(number, index, deaf)));
  return ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
}

/** Nobody waits: what fails later fails behind the caller's back. */
async function floating({ numbers, work }: FaultyRun): Promise<readonly unknown[]> {
  numbers.forEach((number, index) => void work(number, index, deaf));
  return [];
}

/** As Go programs have it: an error is a part of each task's result, and no task is stopped by another's. */
async function explicit({ numbers, work, signal }: FaultyRun): Promise<readonly unknown[]> {
  const attempt: Work<number, { readonly error?: unknown }> = async (number, index, own) => {
    try {
      await work(number, index, own);
      return {};
    } catch (error) {
      return { error };
    }
  };
  const results = await gather(numbers, attempt, { signal });
  return results.flatMap((result) => ("error" in result ? [result.error] : []));
}

const deaf = new AbortController().signal;
