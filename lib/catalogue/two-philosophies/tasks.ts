import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";
import { here } from "./here.js";

const asyncNull: Variant = {
  id: "ts/async-null",
  title: "Async functions",
  summary:
    "An async function that awaits null: yields to other promises only, no timer runs until all are done.",
  from: "smoke",
  source: here("yielding-tasks"),
};

export const tasks: Experiment = {
  id: "tasks",
  title: "A hundred thousand tasks that yield once",
  question: "What do 100,000 tasks cost, in time and in memory, and what when all of them are alive at once?",
  metric: "workMs",
  ideal: "the size of what a task has to remember while it waits",
  variants: [
    asyncNull,
    copyOf(asyncNull),
    {
      id: "ts/then-chain",
      title: "Chains of then",
      summary: "A callback on a settled promise: no function is suspended, so there is little to remember.",
      from: "smoke",
      source: here("yielding-tasks"),
    },
    {
      id: "ts/set-immediate",
      title: "setImmediate",
      summary:
        "Yields to the whole event loop, timers and sockets included, and pays for a handle each time.",
      from: "smoke",
      source: here("yielding-tasks"),
    },
    {
      id: "ts/coroutines",
      title: "Generator coroutines",
      summary:
        "Generators in a run queue of our own, in the manner of the 2015 talk: no promise for any of them.",
      from: "smoke",
      source: here("yielding-tasks"),
    },
    {
      id: "python/tasks",
      title: "asyncio, 100,000 tasks",
      summary: "`create_task` of a coroutine that awaits `sleep(0)`, and `gather`.",
      asPublished: true,
      from: "smoke",
      source: pythonProgram("tasks_asyncio"),
    },
    {
      id: "go/goroutines",
      title: "Goroutines",
      summary: "A goroutine each, which calls `runtime.Gosched` and tells a WaitGroup.",
      asPublished: true,
      from: "smoke",
      source: goProgram("tasks"),
    },
  ],
};
