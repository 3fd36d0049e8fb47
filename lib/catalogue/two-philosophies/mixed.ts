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

export const mixed: Experiment = {
  id: "mixed",
  title: "Computing and waiting, mixed",
  question: "How does the gap between the languages change with what a task computes and how long it waits?",
  metric: "workMs",
  ideal: "one wait, since all tasks wait at once: no gap as the waiting grows",
  against: "go/goroutines",
  variants: [
    eventLoop,
    copyOf(eventLoop),
    {
      id: "ts/worker-threads",
      title: "Event loop and threads",
      summary:
        "The same functions wait on the event loop and hand their computing to a thread for each core.",
      from: "full",
      source: "lib/experiments/from-python-to-go/compute-program.ts",
    },
    {
      id: "python/asyncio",
      title: "asyncio",
      summary: "Coroutines on one thread, whose computing goes through the interpreter step by step.",
      from: "smoke",
      source: pythonProgram("compute_asyncio"),
    },
    {
      id: "go/goroutines",
      title: "Goroutines",
      summary: "A goroutine for each task, compiled ahead of time and spread over the cores.",
      from: "smoke",
      source: goProgram("compute"),
    },
  ],
};
