import type { Server } from "node:net";
import type { Answer } from "../../servers/fib/answer.js";
import * as concurrent from "../../servers/fib/concurrent.js";
import * as coroutines from "../../servers/fib/coroutines.js";
import * as serial from "../../servers/fib/serial.js";
import { adaptive } from "../../strategies/adaptive.js";
import { fibCallCount } from "../../workloads/fib.js";
import { type FibForm, openFib } from "../../workloads/fib-forms.js";
import { largestInline, measureCosts } from "./fib-costs.js";
import { fibTask, openFibPool, openSharedFibPool } from "./fib-pool.js";

/** How a server of one process takes connections, and how it comes to its answers. */
export interface ServerVariant {
  serve(server: Server, answer: Answer): Promise<void>;
  open(options: VariantOptions): Promise<OpenAnswer>;
}

export interface VariantOptions {
  readonly form: FibForm;
  /** Threads of those variants that hand work over. */
  readonly workers: number;
}

interface OpenAnswer {
  readonly answer: Answer;
  /** What it found out about this machine, for the server's last line. */
  readonly counters?: Readonly<Record<string, number>>;
  close?(): Promise<void>;
}

/** Servers of one process; `cluster` is made of several of them. */
export const serverVariants: Readonly<Record<string, ServerVariant>> = {
  serial: { serve: serial.serve, open: openInline },
  inline: { serve: concurrent.serve, open: openInline },
  piscina: { serve: concurrent.serve, open: openPiscina },
  pool: { serve: concurrent.serve, open: openPool },
  "shared-memory": { serve: concurrent.serve, open: openSharedMemory },
  adaptive: { serve: concurrent.serve, open: openAdaptive },
  coroutines: { serve: coroutines.serve, open: openPool },
};

async function openInline({ form }: VariantOptions): Promise<OpenAnswer> {
  return { answer: await openFib(form) };
}

async function openPiscina({ workers }: VariantOptions): Promise<OpenAnswer> {
  // Only this variant pays for loading it.
  const { Piscina } = await import("piscina");
  const pool = new Piscina({ filename: fibTask.href, minThreads: workers, maxThreads: workers });
  return { answer: (n) => pool.run(n), close: () => pool.destroy() };
}

async function openPool({ workers }: VariantOptions): Promise<OpenAnswer> {
  const pool = await openFibPool(workers);
  return { answer: (n) => pool.run(n), close: () => pool.close() };
}

async function openSharedMemory({ workers }: VariantOptions): Promise<OpenAnswer> {
  const pool = await openSharedFibPool(workers);
  return { answer: (n) => pool.run(n), close: () => pool.close() };
}

async function openAdaptive(options: VariantOptions): Promise<OpenAnswer> {
  const compute = await openFib(options.form);
  const pool = await openPool(options);
  const costs = await measureCosts(compute, pool.answer);
  return {
    ...pool,
    answer: adaptive({ here: compute, there: pool.answer, unitsOf: fibCallCount }, costs),
    counters: { inlineUpTo: largestInline(costs), hopMs: costs.hopMs, callMs: costs.unitMs },
  };
}
