import type { Experiment, Variant } from "../entry.js";
import { fetch, fetchVariants } from "./fetch.js";
import { goProgram, pythonProgram } from "./sources.js";
import { why } from "./why.js";

const latency: Experiment = {
  id: "latency",
  title: "Speed-up against round-trip time",
  question: "Does going concurrent gain more the longer each answer is waited for?",
  metric: "workMs",
  ideal: "as many times as fast as there are documents",
  variants: fetchVariants(
    "ts/await-in-loop",
    "ts/await-in-loop-copy",
    "ts/gather",
    "python/aiohttp-loop",
    "python/aiohttp-gather",
    "go/serial",
    "go/goroutines",
  ),
};

const capture: Experiment = {
  id: "capture",
  title: "The captured loop variable",
  question: "What does a task see of the loop variable that it was started with?",
  metric: "counters.wrongAnswers",
  ideal: "no wrong answer",
  variants: [
    {
      id: "ts/var",
      title: "A loop with var",
      summary: "One variable for all passes: every task sees what the loop left in it.",
      from: "smoke",
      source: "lib/experiments/catch-em-all/capture-program.ts",
    },
    {
      id: "ts/let",
      title: "A loop with let",
      summary: "A variable for each pass, since 2015.",
      from: "smoke",
      source: "lib/experiments/catch-em-all/capture-program.ts",
    },
    {
      id: "go/shared",
      title: "Go before 1.22",
      summary: "One variable for all passes, as a module that names an older Go still has it.",
      from: "smoke",
      source: goProgram("capture-shared"),
    },
    {
      id: "go/copied",
      title: "Go before 1.22, with `i := i`",
      summary: "The essay's line: each pass copies the variable for its goroutine.",
      asPublished: true,
      from: "smoke",
      source: goProgram("capture-copied"),
    },
    {
      id: "go/per-iteration",
      title: "Go from 1.22 on",
      summary: "A variable for each pass: the line is no longer needed.",
      from: "smoke",
      source: goProgram("capture-per-iteration"),
    },
  ],
};

const faults: Experiment = {
  id: "faults",
  title: "Answers that go wrong",
  question: "What is left of the other documents when one answer is late, wrong, cut short or refused?",
  metric: "counters.documents",
  ideal: "every other document obtained, every fault named",
  variants: [],
};

/** From serial to concurrent in each language: what one edit of a program takes. */
const edits: readonly Variant[] = [
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
];

const editCost: Experiment = {
  id: "edit-cost",
  title: "From serial to concurrent, in tokens",
  question: "How much of the program changes to make it concurrent?",
  metric: "counters.tokens",
  ideal: "one token",
  variants: edits,
};

/** In the order of their chapters; the report shows one without a program as not measured. */
export const experiments: readonly Experiment[] = [fetch, why, latency, capture, faults, editCost];
