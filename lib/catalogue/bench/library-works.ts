import type { VariantId } from "../entry.js";
import type { BenchSubject, BenchWork } from "./bench-work.js";

const ts = (name: string, title = name): BenchSubject => ({ id: `ts/${name}`, title });
const go: BenchSubject = { id: "go/bench", title: "Go" };
const asyncio: BenchSubject = { id: "python/bench", title: "asyncio" };
const SCALED = "asyncio does a hundredth of the work, and its time counts a hundredfold.";
const timed = { metric: "workMs", unit: "ms", advantage: "as fast" } as const;
const channels = [
  ts("channel", "Channel"),
  ts("coroutine-channel", "CoroutineChannel"),
  ts("async-channel"),
  ts("ts-chan", "ts-chan, with its yield at each call"),
  ts("medium"),
  go,
  asyncio,
];
const HOP =
  "Most of a round trip is the system's, which wakes a thread on another core, twice: the rows of two bare messages and of bare Atomics, without errors, cancelling and replacement, show all that is left to gain.";
const HAND_OFF =
  "What a hand-off takes is mostly its promise with the two functions that settle it, and their collection: the channel of coroutines hands over without one.";
const npmChannels: readonly VariantId[] = ["ts/async-channel", "ts/ts-chan", "ts/medium"];

/** What the library does within one process: one subject per process, the median of a few iterations each. */
export const libraryWorks: readonly BenchWork[] = [
  {
    ...timed,
    id: "tasks",
    title: "1,000,000 tasks that yield once",
    note: SCALED,
    subjects: [ts("coroutines", "coroutines"), ts("async-null", "async functions"), go, asyncio],
    comparisons: [
      { subject: "ts/coroutines", baseline: "go/bench", floor: 1.2, goal: 2 },
      { subject: "ts/coroutines", baseline: "python/bench" },
    ],
  },
  {
    ...timed,
    id: "unbuffered",
    title: "1,000,000 values through a channel without a buffer",
    note: SCALED,
    subjects: channels,
    comparisons: [
      { subject: "ts/channel", baseline: "go/bench", floor: 1, goal: 1.2 },
      ...npmChannels.map((baseline) => ({
        subject: "ts/channel" as const,
        baseline,
        floor: 1.5,
        obstacle: HAND_OFF,
      })),
      { subject: "ts/coroutine-channel", baseline: "go/bench", floor: 2, goal: 2.7 },
    ],
  },
  {
    ...timed,
    id: "buffered",
    title: "1,000,000 values through a channel that holds 100",
    note: SCALED,
    subjects: channels,
    comparisons: [
      { subject: "ts/channel", baseline: "go/bench", floor: 0.95, goal: 1.4 },
      ...npmChannels.map((baseline) => ({ subject: "ts/channel" as const, baseline, floor: 3.5 })),
      { subject: "ts/coroutine-channel", baseline: "go/bench" },
    ],
  },
  {
    ...timed,
    id: "bounded",
    title: "100,000 tasks, 10 at a time",
    note: `${SCALED} Go hands each task to its goroutines over a channel, as workers do; bounded shares an index.`,
    subjects: [
      ts("bounded"),
      ts("workers", "workers over a channel"),
      ts("async.mapLimit"),
      ts("p-limit"),
      ts("p-map"),
      ts("p-queue"),
      ts("fastq"),
      go,
      asyncio,
    ],
    comparisons: [
      { subject: "ts/bounded", baseline: "go/bench", floor: 1.6, goal: 2 },
      { subject: "ts/workers", baseline: "go/bench" },
      { subject: "ts/bounded", baseline: "ts/async.mapLimit", floor: 1.7, goal: 2 },
      { subject: "ts/bounded", baseline: "ts/p-limit", floor: 10, goal: 15 },
      { subject: "ts/bounded", baseline: "ts/p-map" },
      { subject: "ts/bounded", baseline: "ts/p-queue" },
      { subject: "ts/bounded", baseline: "ts/fastq" },
    ],
  },
  {
    ...timed,
    id: "tracing",
    title: "100,000 tasks, 10 at a time, able to be traced",
    note: "Tracing wraps the work from outside when it is asked for, so what can be traced and is not runs the same code.",
    subjects: [ts("bounded"), ts("bounded-trace-off", "tracing off"), ts("bounded-traced", "traced")],
    comparisons: [
      { subject: "ts/bounded-trace-off", baseline: "ts/bounded", floor: 0.95 },
      { subject: "ts/bounded-traced", baseline: "ts/bounded" },
    ],
  },
  {
    ...timed,
    id: "fib",
    title: "fib(30) by double recursion",
    subjects: [ts("webassembly", "WebAssembly"), ts("number", "numbers"), go],
    comparisons: [
      { subject: "ts/webassembly", baseline: "go/bench", floor: 1 / 1.9, goal: 1 / 1.7 },
      { subject: "ts/number", baseline: "go/bench" },
    ],
  },
  {
    ...timed,
    id: "hop",
    title: "a round trip to another thread or process, 10,000 times",
    note: "Each task is handed over when the last is back; the thread or process has started before.",
    subjects: [
      ts("shared-memory-pool", "SharedMemoryPool"),
      ts("thread-pool", "ThreadPool"),
      ts("process-pool", "ProcessPool"),
      ts("bare-messages", "two bare messages"),
      ts("bare-atomics", "bare Atomics"),
      ts("piscina"),
    ],
    comparisons: [
      { subject: "ts/shared-memory-pool", baseline: "ts/piscina", floor: 2, obstacle: HOP },
      { subject: "ts/thread-pool", baseline: "ts/piscina", floor: 2, obstacle: HOP },
      { subject: "ts/process-pool", baseline: "ts/piscina" },
      { subject: "ts/bare-messages", baseline: "ts/piscina" },
      { subject: "ts/bare-atomics", baseline: "ts/piscina" },
    ],
  },
];
