import { withTaskGroup } from "../../primitives/task-group.js";
import { WaitGroup } from "../../primitives/wait-group.js";

/** Starts a task for each number, and returns when the program would say that it is done. */
export type Start = (numbers: readonly number[], task: (number: number) => Promise<void>) => Promise<void>;

/** The ways of starting tasks, by how their end is waited for. */
export const starts = {
  /** Not at all: each promise floats. Node lets what is under way run on, as long as nothing calls `process.exit`. */
  floating: async (numbers, task) => {
    for (const number of numbers) void task(number);
  },
  "wait-group": async (numbers, task) => {
    const group = new WaitGroup();
    for (const number of numbers) group.go(() => task(number));
    await group.wait();
  },
  "task-group": async (numbers, task) => {
    await withTaskGroup((group) => {
      for (const number of numbers) void group.spawn(`task ${number}`, () => task(number));
    });
  },
} satisfies Record<string, Start>;
