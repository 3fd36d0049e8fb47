import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";

const eventLoop: Variant = {
  id: "ts/event-loop",
  title: "Event loop",
  summary: "Async functions on one thread: their waits overlap, their computing does not.",
  from: "smoke",
  source: "lib/experiments/from-python-to-go/compute-program.ts",
};

export const notParallelism: Experiment = {
  id: "not-parallelism",
  title: "Concurrency is not parallelism",
  question: "Which programs compute on more than one core, and which only wait for several things at once?",
  metric: "workMs",
  ideal: "all computing shared out among the cores, or one task from start to end, whichever is longer",
  variants: [
    eventLoop,
    copyOf(eventLoop),
    {
      id: "ts/worker-threads",
      title: "Worker threads",
      summary:
        "The same functions wait on the event loop and hand their computing to a thread for each core.",
      from: "smoke",
      source: "lib/strategies/thread-pool.ts",
    },
    {
      id: "ts/node-apis",
      title: "Node's own interfaces",
      summary:
        "Runs a list of Node's interfaces one by one and notes how long each keeps a 10 ms timer waiting.",
      from: "quick",
      source: "lib/experiments/from-python-to-go/loop-delay-program.ts",
    },
    {
      id: "python/asyncio",
      title: "asyncio",
      summary: "Coroutines on one thread: the event loop of Python, with the same limit.",
      from: "smoke",
      source: pythonProgram("compute_asyncio"),
    },
    {
      id: "python/threads",
      title: "Threads",
      summary: "A thread for each task: threads of the system that take turns at the interpreter's lock.",
      from: "smoke",
      source: pythonProgram("compute_threads"),
    },
    {
      id: "python/processes",
      title: "Processes",
      summary:
        "Coroutines wait in one process and hand their computing to a pool of one process for each core.",
      from: "smoke",
      source: pythonProgram("compute_processes"),
    },
    {
      id: "go/goroutines",
      title: "Goroutines",
      summary: "A goroutine for each task, spread over the cores by Go's scheduler.",
      from: "smoke",
      source: goProgram("compute"),
    },
  ],
  waterfall: [
    "ts/event-loop",
    "python/asyncio",
    "python/threads",
    "ts/worker-threads",
    "python/processes",
    "go/goroutines",
  ],
};
