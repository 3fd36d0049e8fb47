import type { Claim, Condition, Quantity, VariantId } from "../entry.js";

/** The pool's time in rounds of the job's time, within 5% of two. */
function twoRounds(variant: VariantId, where: string): readonly Condition[] {
  const left: Quantity = { variant, metric: "counters.jobTimes" };
  return [
    { kind: "comparison", left, is: ">=", right: 1.9, says: `times the time of one job, ${where}` },
    { kind: "comparison", left, is: "<=", right: 2.1, says: `times the time of one job, ${where}` },
  ];
}

const perGoroutine: Quantity = { variant: "go/goroutines", metric: "counters.perTaskBytes", cell: "held" };

/** How far asyncio and Go are apart in a cell of `mixed`. */
const pythonFromGo = (cell: string): Quantity => ({
  variant: "python/asyncio",
  metric: "workMs",
  cell,
  per: { variant: "go/goroutines", metric: "workMs", cell },
  eitherWay: true,
});

/** The claims of the third essay. */
export const claims: readonly Claim[] = [
  {
    id: "D3-C1",
    kind: "ratio",
    experiment: "tasks",
    text: "Go creates and finishes 100,000 tasks faster than asyncio",
    statedBy: "essay",
    numerator: "python/tasks",
    denominator: "go/goroutines",
    metric: "workMs",
    quoted: "significantly",
    hides:
      "an interpreted task on one event loop against compiled goroutines on all cores; nor are the yields equal: asyncio's goes once round its loop, with every timer and socket, and Go's only through the queue of what can run",
  },
  {
    id: "D3-C2",
    kind: "ratio",
    experiment: "tasks",
    text: "Go does so with less memory than asyncio",
    statedBy: "essay",
    numerator: "python/tasks",
    denominator: "go/goroutines",
    metric: "peakRssBytes",
    quoted: "less",
    hides: "goroutines begin to end while others are still being started, so few of them are alive at once",
    condition: {
      parameter: "alive",
      unit: "count",
      says: "the tasks are alive",
      cells: ["started", "held"],
    },
  },
  {
    id: "D3-C3",
    kind: "predicate",
    experiment: "mixed",
    text: "The gap between the languages narrows when tasks wait",
    statedBy: "essay",
    hides:
      "a wait takes every language equally long, so it dilutes the gap: what remains is the computing of all tasks together, and where that is short beside one wait hardly anything does",
    conditions: [
      {
        kind: "comparison",
        left: pythonFromGo("waiting"),
        is: "<",
        right: pythonFromGo("computing"),
        says: "times between asyncio and Go when tasks wait longest, against tasks that only compute",
      },
    ],
  },
  {
    id: "D3-C4",
    kind: "predicate",
    experiment: "pool",
    text: "Three workers do five jobs in two rounds of the job's time",
    statedBy: "program",
    quoted: "2",
    hides:
      "a job that throws leaves the queue's `join` waiting for ever in Python, and ends the whole Go program",
    conditions: [...twoRounds("go/channels", "in Go"), ...twoRounds("python/queue", "in Python")],
  },
  {
    id: "D3-C5",
    kind: "predicate",
    experiment: "race",
    text: "Explicit yields make shared state safer",
    statedBy: "ours",
    hides:
      "only between two yields: with an `await` between reading and writing, as many updates are lost as in Go, and on every run",
    conditions: [
      {
        kind: "comparison",
        left: { variant: "python/asyncio", metric: "counters.lostUpdates", cell: "straight", by: "max" },
        is: "=",
        right: 0,
        says: "updates lost in asyncio with nothing awaited between reading and writing",
      },
      {
        kind: "comparison",
        left: { variant: "go/goroutines", metric: "counters.lostUpdates", cell: "straight", by: "max" },
        is: ">",
        right: 0,
        says: "updates lost in Go by the same lines",
      },
    ],
  },
  {
    id: "D3-C6",
    kind: "ratio",
    experiment: "blocking",
    text: "Work for the processor blocks the event loop",
    statedBy: "essay",
    numerator: "python/inline",
    denominator: "python/idle",
    metric: "counters.heartbeatDelayP99Ms",
    hides:
      "slices bound the delay by their length, if they yield to the whole loop and not to promises alone; and Python's threads share a lock, so that one that computes still delays the loop",
  },
  {
    id: "D3-C7",
    kind: "predicate",
    experiment: "errors",
    text: "Exceptions make errors easier to miss than returned ones",
    statedBy: "essay",
    hides:
      "what gathers the exceptions decides, not that they are exceptions; and a returned error is dropped with one underscore",
    conditions: [
      {
        kind: "comparison",
        left: { variant: "python/gather", metric: "counters.reportedShare" },
        is: "<",
        right: { variant: "go/explicit", metric: "counters.reportedShare" },
        says: "of the faults reported by asyncio's gather, against Go's returned errors",
      },
      {
        kind: "comparison",
        left: { variant: "ts/promise-all", metric: "counters.reportedShare" },
        is: "<",
        right: { variant: "ts/explicit", metric: "counters.reportedShare" },
        says: "of the faults reported by Promise.all, against errors as values in TypeScript",
      },
    ],
  },
  {
    id: "D3-C8",
    kind: "predicate",
    experiment: "tasks",
    text: "A goroutine takes a few kilobytes, and very many can run",
    statedBy: "essay",
    quoted: "a few KB",
    conditions: [
      {
        kind: "comparison",
        left: perGoroutine,
        is: ">=",
        right: 2000,
        says: "for each of the live goroutines",
      },
      {
        kind: "comparison",
        left: perGoroutine,
        is: "<=",
        right: 8192,
        says: "for each of the live goroutines",
      },
      {
        kind: "comparison",
        left: { variant: "go/goroutines", metric: "counters.liveWhenStarted", cell: "held=1000000" },
        is: "=",
        right: 1_000_000,
        says: "goroutines alive at once",
      },
    ],
  },
  {
    id: "D3-C9",
    kind: "predicate",
    experiment: "start",
    text: "The interpreter lock keeps Python's threads from computing in parallel",
    statedBy: "essay",
    hides: "processes do compute in parallel, and so do threads in a build without the lock",
    conditions: [
      {
        kind: "comparison",
        left: { variant: "python/threads", metric: "counters.speedUp", cell: "cpu" },
        is: "<",
        right: 1.1,
        says: "times as fast in two threads as in turn",
      },
    ],
  },
  {
    id: "D3-C10",
    kind: "ratio",
    experiment: "mixed",
    text: "Go has the edge when tasks compute and wait",
    statedBy: "essay",
    hides:
      "how much a task computes for each moment that it waits decides the size; most of it is the speed of an interpreter against compiled code, and up to a factor of the cores is parallelism",
    numerator: "python/asyncio",
    denominator: "go/goroutines",
    metric: "workMs",
  },
  {
    id: "D3-C11",
    kind: "predicate",
    experiment: "race",
    text: "Go's tools find races",
    statedBy: "essay",
    hides: "the detector sees the races of the run that it watches, and no others",
    conditions: [
      {
        kind: "comparison",
        left: { variant: "go/race-detector", metric: "counters.racesReported" },
        is: ">=",
        right: 1,
        says: "reports of the race detector on a program that has a race",
      },
    ],
  },
  {
    id: "D3-C12",
    kind: "predicate",
    experiment: "start",
    text: "Sleeping is not waiting, and awaiting a call starts nothing beside it",
    statedBy: "ours",
    conditions: [
      {
        kind: "comparison",
        left: { variant: "go/sleep", metric: "counters.lost", cell: "loaded", by: "max" },
        is: ">",
        right: 0,
        says: "tasks lost by sleeping on a loaded machine",
      },
      {
        kind: "comparison",
        left: { variant: "go/wait-group", metric: "counters.lost", cell: "loaded", by: "max" },
        is: "=",
        right: 0,
        says: "tasks lost by waiting on it",
      },
      {
        kind: "comparison",
        left: { variant: "python/await", metric: "counters.maxInFlight", by: "max" },
        is: "=",
        right: 1,
        says: "under way at most where each call is awaited",
      },
    ],
  },
];
