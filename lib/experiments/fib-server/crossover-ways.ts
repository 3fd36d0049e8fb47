import { fib } from "../../workloads/fib.js";
import { fibTask, openFibPool } from "./fib-pool.js";

/** A way to two answers that are asked for at once. */
export interface CrossoverWay {
  pair(n: number): readonly number[] | Promise<readonly number[]>;
  readonly handsOver: boolean;
  close(): Promise<void>;
}

/** One for each request: with two requests at once no pool can use more. */
const WORKERS = 2;

/** By the names of the variants. */
export const crossoverWays: Readonly<Record<string, () => Promise<CrossoverWay>>> = {
  "in-place": async () => ({ pair: (n) => [fib(n), fib(n)], handsOver: false, close: async () => {} }),
  "thread-pool": async () => {
    const pool = await openFibPool(WORKERS);
    return handingOver(
      (n) => pool.run(n),
      () => pool.close(),
    );
  },
  "piscina-pool": async () => {
    // Only this variant pays for loading it.
    const { Piscina } = await import("piscina");
    const pool = new Piscina({ filename: fibTask.href, minThreads: WORKERS, maxThreads: WORKERS });
    return handingOver(
      (n) => pool.run(n),
      () => pool.destroy(),
    );
  },
};

function handingOver(one: (n: number) => Promise<number>, close: () => Promise<void>): CrossoverWay {
  return { pair: (n) => Promise.all([one(n), one(n)]), handsOver: true, close };
}
