import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram, strategy } from "../sources.js";

const inPlace: Variant = {
  id: "ts/in-place",
  title: "In place",
  summary: "Both answers one after the other, on the thread that was asked.",
  from: "smoke",
  source: "lib/workloads/fib.ts",
};

export const crossover: Experiment = {
  id: "crossover",
  title: "When handing over pays",
  question:
    "Two requests for fib(n) come at once: from which n on does handing them over answer both sooner?",
  metric: "counters.p50Ms",
  ideal: "one fib(n) on each of two cores; handing over wins from the n whose fib takes as long as the hop",
  crossings: [
    { inPlace: "ts/in-place", handedOver: "ts/thread-pool" },
    { inPlace: "ts/in-place", handedOver: "ts/piscina-pool" },
    { inPlace: "go/in-place", handedOver: "go/goroutine-each" },
    { inPlace: "python/in-place", handedOver: "python/process-pool" },
    { inPlace: "python/in-place", handedOver: "python/thread-pool" },
    { inPlace: "pypy/in-place", handedOver: "pypy/process-pool" },
  ],
  variants: [
    inPlace,
    copyOf(inPlace),
    {
      id: "ts/thread-pool",
      title: "Lean thread pool",
      summary: "Each to a worker thread and back, one message each way.",
      from: "smoke",
      source: strategy("thread-pool"),
    },
    {
      id: "ts/piscina-pool",
      title: "Piscina",
      summary: "Each to a thread of the usual thread-pool package.",
      from: "full",
      source: "lib/experiments/fib-server/crossover-ways.ts",
    },
    {
      id: "go/in-place",
      title: "In place",
      summary: "Both answers one after the other, in the goroutine that was asked.",
      from: "smoke",
      source: goProgram("crossover-in-place"),
    },
    {
      id: "go/goroutine-each",
      title: "A goroutine each",
      summary: "The runtime moves them to another core when one is idle; answers come over a channel.",
      from: "smoke",
      source: goProgram("crossover-goroutines"),
    },
    {
      id: "python/in-place",
      title: "In place",
      summary: "Both answers one after the other, in the interpreter that was asked.",
      from: "smoke",
      source: pythonProgram("crossover_in_place"),
    },
    {
      id: "python/process-pool",
      title: "Process pool",
      summary: "Each to a process and back, through the standard library's pool, as in the talk.",
      from: "smoke",
      source: pythonProgram("crossover_processes"),
    },
    {
      id: "python/thread-pool",
      title: "Thread pool",
      summary: "The same pool with threads, which one interpreter lock lets compute in turns.",
      from: "full",
      source: pythonProgram("crossover_threads"),
    },
    {
      id: "pypy/in-place",
      title: "In place",
      summary: "The same file under an interpreter that compiles what runs often.",
      from: "full",
      source: pythonProgram("crossover_in_place"),
    },
    {
      id: "pypy/process-pool",
      title: "Process pool",
      summary: "The same file under an interpreter that compiles what runs often.",
      from: "full",
      source: pythonProgram("crossover_processes"),
    },
  ],
};
