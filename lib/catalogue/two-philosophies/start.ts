import type { Experiment } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";
import { here } from "./here.js";

export const start: Experiment = {
  id: "start",
  title: "Start a task, and wait for it",
  question:
    "Which tasks are lost when a program starts them in one way or another, on an idle and on a loaded machine?",
  metric: "counters.lost",
  ideal: "no task lost",
  variants: [
    {
      id: "ts/floating",
      title: "Floating promise",
      summary:
        "Calls an async function and does not wait: done is said too early, though Node lets the task run on.",
      from: "smoke",
      source: here("starting"),
    },
    {
      id: "ts/wait-group",
      title: "WaitGroup",
      summary: "Counts the tasks and waits until all have ended.",
      from: "smoke",
      source: here("starting"),
    },
    {
      id: "ts/task-group",
      title: "Task group",
      summary: "No task outlives the group that it was started in.",
      from: "smoke",
      source: here("starting"),
    },
    {
      id: "python/await",
      title: "asyncio, await the call",
      summary: "`await f()` runs the coroutine to its end before the next one starts.",
      asPublished: true,
      from: "smoke",
      source: pythonProgram("start_await"),
    },
    {
      id: "python/create-task",
      title: "asyncio, create_task",
      summary: "Makes each coroutine a task, which starts by itself, and awaits all of them afterwards.",
      asPublished: true,
      from: "smoke",
      source: pythonProgram("start_create_task"),
    },
    {
      id: "go/sleep",
      title: "Go, sleep",
      summary: "Starts goroutines and sleeps three times as long as they take on an idle machine.",
      asPublished: true,
      from: "smoke",
      source: goProgram("start-sleep"),
    },
    {
      id: "go/wait-group",
      title: "Go, WaitGroup",
      summary: "Waits for exactly as long as the goroutines take.",
      asPublished: true,
      from: "smoke",
      source: goProgram("start-wait-group"),
    },
    {
      id: "python/threads",
      title: "Python, two threads",
      summary: "Two computations in turn, then in two threads at once.",
      from: "smoke",
      source: pythonProgram("threads_cpu"),
    },
    {
      id: "go/two-goroutines",
      title: "Go, two goroutines",
      summary: "The same in two goroutines: shows whether this machine had two cores to give.",
      from: "smoke",
      source: goProgram("parallel"),
    },
  ],
};
