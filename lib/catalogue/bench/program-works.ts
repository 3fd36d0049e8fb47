import type { BenchComparison, BenchSubject, BenchWork } from "./bench-work.js";

const subject = (id: BenchSubject["id"], title: string): BenchSubject => ({ id, title });

const fetchers: readonly BenchSubject[] = [
  subject("ts/gather", "gather"),
  subject("ts/node-http", "node:http"),
  subject("ts/undici-agent", "undici Agent"),
  subject("ts/global-fetch", "Node's fetch"),
  subject("go/goroutines", "goroutines"),
  subject("python/aiohttp-gather", "aiohttp"),
];

const fetching = (
  id: string,
  title: string,
  note: string,
  bounds: Required<Pick<BenchComparison, "floor" | "goal" | "obstacle">>,
): BenchWork => ({
  id,
  title,
  note,
  metric: "workMs",
  unit: "ms",
  advantage: "as fast",
  subjects: fetchers,
  comparisons: [
    { subject: "ts/gather", baseline: "go/goroutines", ...bounds },
    { subject: "ts/node-http", baseline: "go/goroutines" },
    { subject: "ts/gather", baseline: "ts/undici-agent" },
    { subject: "ts/gather", baseline: "ts/global-fetch" },
    { subject: "ts/gather", baseline: "python/aiohttp-gather" },
  ],
});

const SHORT =
  "So short a program has ended before its HTTP client is compiled, and it opens all of its connections in one turn of the event loop; what of that is undici's, and not Node's, the row of `node:http` shows.";
const SMALL =
  "Plain HTTP and no added round trip; the documents are of 20,000 bytes, of which decoding is little.";

/** Whole programs, as their experiments run them: each sample is a fresh server, client or job. */
export const programWorks: readonly BenchWork[] = [
  {
    id: "task-memory",
    title: "100,000 tasks, all alive at once",
    note: "The growth of the peak resident set, shared among the tasks.",
    metric: "counters.perTaskBytes",
    unit: "bytes",
    advantage: "as small",
    subjects: [
      subject("ts/coroutines", "coroutines"),
      subject("ts/async-null", "async functions"),
      subject("go/goroutines", "goroutines"),
      subject("python/tasks", "asyncio"),
    ],
    comparisons: [
      { subject: "ts/coroutines", baseline: "go/goroutines", floor: 6, goal: 10 },
      { subject: "ts/coroutines", baseline: "python/tasks" },
      { subject: "ts/coroutines", baseline: "ts/async-null" },
    ],
  },
  {
    id: "fib-server",
    title: "fib(1) for one client",
    note: "Processor time of the server's processes for each request, under one closed loop.",
    metric: "counters.cpuPerRequestMs",
    unit: "ms",
    advantage: "as cheap",
    subjects: [
      subject("ts/inline", "inline"),
      subject("ts/adaptive", "adaptive"),
      subject("ts/piscina", "piscina"),
      subject("go/concurrent", "goroutines"),
      subject("python/threads", "threads"),
    ],
    comparisons: [
      {
        subject: "ts/inline",
        baseline: "go/concurrent",
        floor: 1 / 1.6,
        goal: 1 / 1.2,
        obstacle:
          "With one client a request costs several times as much where client and server wake each other across cores as where both share one, and which of the two a program gets changes from run to run: hence the wide interval.",
      },
      { subject: "ts/inline", baseline: "ts/piscina" },
      { subject: "ts/inline", baseline: "python/threads" },
      { subject: "ts/adaptive", baseline: "go/concurrent" },
    ],
  },
  {
    id: "fib-beside",
    title: "fib(1) beside a client of fib(35)",
    note: "The rate of one closed loop of fib(1) while another asks for fib(35) without a pause.",
    metric: "counters.requestsPerSecond",
    unit: "requests/s",
    better: "more",
    advantage: "as fast",
    subjects: [
      subject("ts/adaptive", "adaptive"),
      subject("ts/inline", "inline"),
      subject("ts/piscina", "piscina"),
      subject("go/concurrent", "goroutines"),
      subject("python/threads", "threads"),
      subject("python/coroutines", "pool of processes"),
    ],
    comparisons: [
      { subject: "ts/adaptive", baseline: "ts/piscina", floor: 3 },
      { subject: "ts/adaptive", baseline: "go/concurrent", floor: 0.9, goal: 1.3 },
      { subject: "ts/adaptive", baseline: "ts/inline" },
      { subject: "ts/adaptive", baseline: "python/coroutines" },
    ],
  },
  {
    id: "hello",
    title: "hello world over HTTP, 16 connections",
    note: "Processor time of the server's processes for each request, under closed loops.",
    metric: "counters.cpuPerRequestMs",
    unit: "ms",
    advantage: "as cheap",
    subjects: [
      subject("ts/single", "node:http"),
      subject("ts/cluster", "cluster"),
      subject("go/net-http", "net/http"),
      subject("python/aiohttp", "aiohttp"),
    ],
    comparisons: [
      { subject: "ts/single", baseline: "go/net-http", floor: 1 / 1.5, goal: 1 / 1.3 },
      { subject: "ts/cluster", baseline: "go/net-http" },
      { subject: "ts/single", baseline: "python/aiohttp" },
    ],
  },
  fetching("fetch-150", "150 documents of 20 KB at once", SMALL, {
    floor: 0.85,
    goal: 0.95,
    obstacle: SHORT,
  }),
  fetching("fetch-898", "898 documents of 20 KB at once", SMALL, {
    floor: 0.95,
    goal: 1.05,
    obstacle: SHORT,
  }),
  fetching(
    "fetch-real",
    "150 documents of their real sizes at once, decoded",
    "Plain HTTP with gzip and no added round trip; a document has 228 KB on average.",
    { floor: 1.1, goal: 1.5, obstacle: SHORT },
  ),
];
