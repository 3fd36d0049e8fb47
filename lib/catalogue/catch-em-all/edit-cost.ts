import type { Experiment } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";

export const editCost: Experiment = {
  id: "edit-cost",
  title: "From serial to concurrent, in tokens",
  question: "How much of the program changes to make it concurrent?",
  metric: "counters.tokens",
  ideal: "one token",
  variants: [
    {
      id: "ts/edit",
      title: "TypeScript: the strategy serial to gather",
      summary: "With a strategy for the order of the work, another order is another name.",
      from: "smoke",
      source: "lib/experiments/catch-em-all/edits/gather.ts",
    },
    {
      id: "ts/edit-by-hand",
      title: "TypeScript: a loop to Promise.all",
      summary: "Without the library: `await` in a loop becomes an array of promises.",
      from: "smoke",
      source: "lib/experiments/catch-em-all/edits/promise-all.ts",
    },
    {
      id: "python/edit",
      title: "Python: requests to aiohttp gather",
      summary:
        "From `requests` to coroutines that are gathered: another library, and functions of another colour.",
      asPublished: true,
      from: "smoke",
      source: pythonProgram("fetch_aiohttp_gather"),
    },
    {
      id: "python/threads-edit",
      title: "Python: requests to a thread pool",
      summary: "The same library on a pool of threads, which the essay does not try; sessions included.",
      from: "smoke",
      source: pythonProgram("fetch_threads"),
    },
    {
      id: "go/edit",
      title: "Go: serial to a goroutine each",
      summary: "From the loop to a goroutine for each document, a WaitGroup and a copy of the variable.",
      asPublished: true,
      from: "smoke",
      source: goProgram("fetch-goroutines"),
    },
  ],
};
