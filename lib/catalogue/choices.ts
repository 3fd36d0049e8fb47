import type { Metric, Slug, VariantId } from "./entry.js";

/**
 * A kind of work, and the experiment that says which model suits it: what to set side by side, and where. Which one
 * comes out first is not said here; a report works it out from the results that it has.
 */
export interface Choice {
  readonly id: string;
  /** What decides: how long a task waits, how much it computes, how many there are, how many cores. */
  readonly about: "wait" | "computing per task" | "number of tasks" | "cores";
  /** The work as a reader would describe it, after "When ...". */
  readonly work: string;
  readonly document: Slug;
  readonly experiment: string;
  readonly metric: Metric;
  readonly better: "lower" | "higher";
  /** For what is counted, where the least may be none at all: medians are compared, and no ratio is taken. */
  readonly counted?: true;
  /** A cell by its id, or the one with the least or the most of a parameter; absent for the headline. */
  readonly cell?: string | { readonly least: string } | { readonly most: string };
  /** At least two; those with nothing to compare in this cell are named with the reason. */
  readonly options: readonly VariantId[];
}

/** From waiting to computing, then by number, then by what cores add. */
export const choices: readonly Choice[] = [
  {
    id: "waiting",
    about: "wait",
    work: "many tasks wait, and compute next to nothing",
    document: "two-philosophies",
    experiment: "mixed",
    metric: "workMs",
    better: "lower",
    cell: "taskSteps=2000,waitMs=100",
    options: ["ts/event-loop", "python/asyncio", "go/goroutines"],
  },
  {
    id: "waiting-and-computing",
    about: "wait",
    work: "many tasks wait, and what each computes meanwhile adds up",
    document: "two-philosophies",
    experiment: "mixed",
    metric: "workMs",
    better: "lower",
    cell: "waiting",
    options: ["ts/event-loop", "python/asyncio", "go/goroutines"],
  },
  {
    id: "fetching",
    about: "wait",
    work: "you fetch many documents over a network and decode each",
    document: "catch-em-all",
    experiment: "fetch",
    metric: "workMs",
    better: "lower",
    options: [
      "ts/await-in-loop",
      "ts/gather",
      "ts/bounded",
      "python/aiohttp-gather",
      "python/threads",
      "go/goroutines",
      "go/goroutines-checked",
      "go/bounded",
    ],
  },
  {
    id: "background",
    about: "wait",
    work: "a request starts work in its background, and the page must not wait for it",
    document: "from-python-to-go",
    experiment: "background",
    metric: "counters.pageP99Ms",
    better: "lower",
    options: [
      "ts/inline",
      "ts/fire-and-forget",
      "ts/bounded-queue",
      "ts/sqlite-queue",
      "ts/redis-queue",
      "python/thread",
      "python/create-task",
      "go/goroutine",
    ],
  },
  {
    id: "background-kept",
    about: "wait",
    work: "that work must be done even when the process is killed",
    document: "from-python-to-go",
    experiment: "background",
    metric: "counters.lostMails",
    better: "lower",
    counted: true,
    cell: "SIGKILL",
    options: [
      "ts/inline",
      "ts/fire-and-forget",
      "ts/bounded-queue",
      "ts/sqlite-queue",
      "ts/redis-queue",
      "python/thread",
      "python/create-task",
      "go/goroutine",
    ],
  },
  {
    id: "computing",
    about: "computing per task",
    work: "tasks compute and never wait",
    document: "two-philosophies",
    experiment: "mixed",
    metric: "workMs",
    better: "lower",
    cell: "computing",
    options: ["ts/event-loop", "python/asyncio", "go/goroutines"],
  },
  {
    id: "small-request",
    about: "computing per task",
    work: "a TypeScript server computes next to nothing for a request",
    document: "fib-server",
    experiment: "crossover",
    metric: "counters.p50Ms",
    better: "lower",
    cell: { least: "n" },
    options: ["ts/in-place", "ts/thread-pool"],
  },
  {
    id: "large-request",
    about: "computing per task",
    work: "a TypeScript server computes for a long time at each request, the longest that was tried",
    document: "fib-server",
    experiment: "crossover",
    metric: "counters.p50Ms",
    better: "lower",
    cell: { most: "n" },
    options: ["ts/in-place", "ts/thread-pool"],
  },
  {
    id: "small-beside-large",
    about: "computing per task",
    work: "one server gets small requests and large ones at once, and the small ones must stay quick",
    document: "fib-server",
    experiment: "interference",
    metric: "counters.responseP99Ms",
    better: "lower",
    options: ["ts/inline", "ts/adaptive", "python/threads", "python/coroutines", "go/concurrent"],
  },
  {
    id: "many-tasks",
    about: "number of tasks",
    work: "a hundred thousand short tasks come and go",
    document: "two-philosophies",
    experiment: "tasks",
    metric: "workMs",
    better: "lower",
    options: ["ts/async-null", "ts/coroutines", "python/tasks", "go/goroutines"],
  },
  {
    id: "many-alive",
    about: "number of tasks",
    work: "a hundred thousand tasks are alive at once, and memory is short",
    document: "two-philosophies",
    experiment: "tasks",
    metric: "peakRssBytes",
    better: "lower",
    cell: "held",
    options: ["ts/async-null", "ts/coroutines", "python/tasks", "go/goroutines"],
  },
  {
    id: "all-cores",
    about: "cores",
    work: "all cores are to be used, by tasks that take each language equally long on one core",
    document: "from-python-to-go",
    experiment: "not-parallelism",
    metric: "workMs",
    better: "lower",
    options: ["ts/event-loop", "ts/worker-threads", "python/threads", "python/processes", "go/goroutines"],
  },
  {
    id: "workers-shares",
    about: "cores",
    work: "worker processes keep connections open, and their shares of the work are to be as equal as can be",
    document: "from-python-to-go",
    experiment: "spread",
    metric: "counters.jainIndex",
    better: "higher",
    cell: "keep-alive",
    options: ["ts/round-robin", "ts/none", "ts/least-loaded"],
  },
];
