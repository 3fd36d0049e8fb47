import type { VariantId } from "../../catalogue/entry.js";
import type { PeerProgram } from "../programs.js";

/** One that does a work: the library, a peer's own language, or a library of npm. */
export interface BenchSubject {
  /** Such as `ts/channel`; libraries of npm are `ts` too. */
  readonly id: VariantId;
  readonly title: string;
  /** Absent for TypeScript, which has one program for all works. */
  readonly peer?: PeerProgram;
  /** A hundredth of the work, where the whole would take minutes: its time counts a hundredfold. */
  readonly scaledDown?: boolean;
}

/** Two of a work's subjects that the library is judged by; a ratio is how many times as fast the subject is. */
export interface BenchComparison {
  readonly subject: VariantId;
  readonly baseline: VariantId;
  /** What the library must reach; absent for a row that only informs. */
  readonly floor?: number;
  /** What it reaches for. */
  readonly goal?: number;
}

export interface BenchWork {
  readonly id: string;
  readonly title: string;
  /** What every program of the work is told, besides its variant. */
  readonly argument: Readonly<Record<string, number | string>> & {
    readonly work: string;
    readonly count: number;
  };
  /** What one unit of `count` is called, for the rate. */
  readonly unit: string;
  readonly subjects: readonly BenchSubject[];
  readonly comparisons: readonly BenchComparison[];
}

const go: BenchSubject = { id: "go/bench", title: "Go", peer: { language: "go", name: "bench" } };
const asyncio: BenchSubject = {
  id: "python/bench",
  title: "asyncio",
  peer: { language: "python", name: "bench_asyncio" },
  scaledDown: true,
};
const ts = (name: string, title = name): BenchSubject => ({ id: `ts/${name}`, title });
const channels = [
  ts("channel", "Channel"),
  ts("coroutine-channel", "CoroutineChannel"),
  ts("async-channel"),
  ts("ts-chan"),
  ts("medium"),
  go,
  asyncio,
];
const npmChannels: readonly VariantId[] = ["ts/async-channel", "ts/ts-chan", "ts/medium"];

/** The works of the library itself, with the floors that it is held to. Servers and fetching are measured whole, in their notebooks. */
export const benchWorks: readonly BenchWork[] = [
  {
    id: "tasks",
    title: "1,000,000 tasks that yield once",
    argument: { work: "tasks", count: 1_000_000, iterations: 3 },
    unit: "tasks",
    subjects: [ts("coroutines"), ts("async-null", "async functions"), go, asyncio],
    comparisons: [
      { subject: "ts/coroutines", baseline: "go/bench", floor: 1.2, goal: 2 },
      { subject: "ts/coroutines", baseline: "python/bench" },
    ],
  },
  {
    id: "channel-unbuffered",
    title: "1,000,000 values through a channel without a buffer",
    argument: { work: "channel", count: 1_000_000, capacity: 0, iterations: 5 },
    unit: "values",
    subjects: channels,
    comparisons: [
      { subject: "ts/channel", baseline: "go/bench", floor: 1, goal: 1.2 },
      ...npmChannels.map((baseline) => ({ subject: "ts/channel" as const, baseline, floor: 1.5 })),
      { subject: "ts/coroutine-channel", baseline: "go/bench", floor: 2, goal: 2.7 },
    ],
  },
  {
    id: "channel-buffered",
    title: "1,000,000 values through a channel that holds 100",
    argument: { work: "channel", count: 1_000_000, capacity: 100, iterations: 5 },
    unit: "values",
    subjects: channels,
    comparisons: [
      { subject: "ts/channel", baseline: "go/bench", floor: 0.95, goal: 1.4 },
      ...npmChannels.map((baseline) => ({ subject: "ts/channel" as const, baseline, floor: 3.5 })),
      { subject: "ts/coroutine-channel", baseline: "go/bench" },
    ],
  },
  {
    id: "bounded",
    title: "100,000 tasks, 10 at a time",
    argument: { work: "bounded", count: 100_000, limit: 10, iterations: 5 },
    unit: "tasks",
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
      { subject: "ts/bounded", baseline: "ts/async.mapLimit", floor: 1.7, goal: 2 },
      { subject: "ts/bounded", baseline: "ts/p-limit", floor: 10, goal: 15 },
      { subject: "ts/bounded", baseline: "ts/p-map" },
      { subject: "ts/bounded", baseline: "ts/p-queue" },
      { subject: "ts/bounded", baseline: "ts/fastq" },
    ],
  },
  {
    id: "fib",
    title: "fib(30) by double recursion",
    argument: { work: "fib", count: 30, iterations: 5 },
    unit: "calls of fib(30)",
    subjects: [ts("webassembly", "WebAssembly"), ts("number", "numbers"), go],
    comparisons: [
      { subject: "ts/webassembly", baseline: "go/bench", floor: 1 / 1.9, goal: 1 / 1.7 },
      { subject: "ts/number", baseline: "go/bench" },
    ],
  },
  {
    id: "hop",
    title: "a round trip to another thread, 10,000 times",
    argument: { work: "hop", count: 10_000, iterations: 3 },
    unit: "hops",
    subjects: [ts("thread-pool", "ThreadPool"), ts("piscina")],
    comparisons: [{ subject: "ts/thread-pool", baseline: "ts/piscina", floor: 2 }],
  },
];
