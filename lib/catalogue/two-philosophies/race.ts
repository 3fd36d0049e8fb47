import type { Experiment } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";
import { here } from "./here.js";

export const race: Experiment = {
  id: "race",
  title: "Read, wait, write",
  question: "Which updates are lost when tasks share a counter?",
  metric: "counters.lostUpdates",
  ideal: "no update lost",
  variants: [
    {
      id: "ts/unguarded",
      title: "Async functions, no lock",
      summary:
        "Each task reads the counter, awaits, and writes what it read and one: whoever came between is lost.",
      from: "smoke",
      source: here("counter-updates"),
    },
    {
      id: "ts/mutex",
      title: "Mutex",
      summary: "The same inside a Mutex: the next task reads when the last has written.",
      from: "smoke",
      source: here("counter-updates"),
    },
    {
      id: "python/asyncio",
      title: "asyncio",
      summary: "Coroutines that read, await `sleep(0)`, and write.",
      from: "smoke",
      source: pythonProgram("race_asyncio"),
    },
    {
      id: "python/asyncio-lock",
      title: "asyncio, Lock",
      summary: "The same under `async with lock`.",
      from: "smoke",
      source: pythonProgram("race_asyncio"),
    },
    {
      id: "go/goroutines",
      title: "Goroutines",
      summary: "Goroutines on all cores read, yield with `runtime.Gosched`, and write.",
      from: "smoke",
      source: goProgram("race"),
    },
    {
      id: "go/mutex",
      title: "Go, Mutex",
      summary: "The same between `Lock` and `Unlock` of a `sync.Mutex`.",
      from: "smoke",
      source: goProgram("race"),
    },
    {
      id: "go/race-detector",
      title: "Goroutines under the race detector",
      summary: "The unguarded program built with `go build -race`, which watches every read and write.",
      from: "quick",
      source: goProgram("race"),
    },
  ],
};
