import type { Experiment } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";

export const editCost: Experiment = {
  id: "edit-cost",
  title: "From synchronous to concurrent, in tokens",
  question: "How much of the program changes to serve several clients at once?",
  metric: "counters.tokens",
  ideal: "one token",
  variants: [
    {
      id: "ts/edit",
      title: "TypeScript: one at a time to inline",
      summary: "The loop over connections no longer waits for each to close.",
      from: "smoke",
      source: "lib/servers/fib/concurrent.ts",
    },
    {
      id: "python/edit",
      title: "Python: synchronous to coroutines and a pool",
      summary: "A scheduler, a loop over `select` and a process pool join the handler.",
      asPublished: true,
      from: "smoke",
      source: pythonProgram("fib_coroutines"),
    },
    {
      id: "python/threads-edit",
      title: "Python: synchronous to threads",
      summary: "The handler runs in a thread for each client.",
      from: "smoke",
      source: pythonProgram("fib_threads"),
    },
    {
      id: "go/edit",
      title: "Go: synchronous to a goroutine each",
      summary: "The keyword `go` before the call of the handler.",
      asPublished: true,
      from: "smoke",
      source: goProgram("fib-concurrent"),
    },
  ],
};
