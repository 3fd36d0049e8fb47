import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";
import { here } from "./here.js";

const faced = (name: string, title: string, summary: string): Variant => ({
  id: `ts/${name}`,
  title,
  summary,
  from: "smoke",
  source: here("error-handling"),
});

export const errors: Experiment = {
  id: "errors",
  title: "Six ways of going wrong",
  question:
    "Which faults does the caller learn of by their task, what goes on behind its back, and which siblings die?",
  metric: "counters.reportedShare",
  ideal: "every fault reported with its task, no work left running, no sibling killed",
  variants: [
    faced("serial", "Await in the loop", "One after the other: an error ends the loop."),
    faced("gather", "Gather", "All at once; the first failure cancels the rest."),
    faced("bounded", "Bounded", "Loops that share one index; the first error ends all of them."),
    faced(
      "workers",
      "Workers over a channel",
      "Workers that receive their items; the first error ends all of them.",
    ),
    faced("batches", "Batches", "One batch after the other; an error ends the run."),
    faced("stream", "Stream as completed", "Results as they come; the first error ends the loop."),
    faced(
      "task-group",
      "Task group",
      "The first error cancels the siblings, and every error is kept by its task.",
    ),
    faced("wait-group", "WaitGroup", "Waits for all, keeps the first error, and cancels nothing."),
    faced("promise-all", "Promise.all", "The first rejection comes out, the rest runs on unseen."),
    faced(
      "promise-all-settled",
      "Promise.allSettled",
      "Waits for all and keeps every rejection; cannot be cancelled.",
    ),
    faced("floating", "Floating promise", "Nobody waits; what fails later fails behind the caller's back."),
    faced("explicit", "Errors as values", "Each task's result is its answer or its error, as in Go."),
    {
      id: "python/gather",
      title: "asyncio, gather",
      summary: "The first exception comes out; the other tasks run on, and their exceptions are dropped.",
      from: "smoke",
      source: pythonProgram("errors_asyncio"),
    },
    {
      id: "python/gather-return",
      title: "asyncio, gather with return_exceptions",
      summary: "Exceptions come back among the results, for the caller to look at.",
      from: "smoke",
      source: pythonProgram("errors_asyncio"),
    },
    {
      id: "python/task-group",
      title: "asyncio, TaskGroup",
      summary:
        "The first exception cancels the others; all of them come out in a group. Python 3.11 and later.",
      from: "smoke",
      source: pythonProgram("errors_asyncio"),
    },
    {
      id: "go/explicit",
      title: "Go, errors returned",
      summary: "Every task returns its error, and main receives all of them.",
      asPublished: true,
      from: "smoke",
      source: goProgram("errors"),
    },
    {
      id: "go/ignored",
      title: "Go, errors ignored",
      summary: "The same errors, assigned to the blank identifier.",
      from: "smoke",
      source: goProgram("errors"),
    },
  ],
};
