import type { Experiment, Variant, VariantId } from "../entry.js";

const server = (name: string) => `lib/servers/fib/${name}.ts`;
const goProgram = (name: string) => `lib/peers/go/${name}/main.go`;
const pythonProgram = (name: string) => `lib/peers/python/${name}.py`;

const serialVariants: readonly Variant[] = [
  {
    id: "ts/serial",
    title: "One connection at a time",
    summary:
      "Serves one connection to its end before it turns to the next; requests are told apart by lines.",
    from: "smoke",
    source: server("serial"),
  },
  {
    id: "ts/serial-copy",
    title: "One connection at a time, again",
    summary: "The same program under a second name: what lies between the two is noise.",
    from: "smoke",
    source: server("serial"),
    copyOf: "ts/serial",
  },
  {
    id: "python/serial",
    title: "Python, synchronous",
    summary: "Accept, then answer until the client leaves; whatever one `recv` brings is one request.",
    asPublished: true,
    from: "smoke",
    source: pythonProgram("fib_serial"),
  },
  {
    id: "pypy/serial",
    title: "PyPy, synchronous",
    summary: "The same file under an interpreter that compiles what runs often.",
    asPublished: true,
    from: "smoke",
    source: pythonProgram("fib_serial"),
  },
  {
    id: "go/serial",
    title: "Go, synchronous",
    summary: "The same in Go; what is no number is logged and taken for 0.",
    asPublished: true,
    from: "smoke",
    source: goProgram("fib-serial"),
  },
  {
    id: "go/ceiling",
    title: "Go, no work at all",
    summary:
      "Answers 1 to whatever comes, without looking: what the client and the loopback reach by themselves.",
    from: "full",
    source: goProgram("fib-ceiling"),
  },
];

const concurrentVariants: readonly Variant[] = [
  {
    id: "ts/inline",
    title: "Inline on the event loop",
    summary: "All connections on one event loop, which also computes fib: no hand-over, and no second core.",
    from: "smoke",
    source: server("concurrent"),
  },
  {
    id: "ts/inline-copy",
    title: "Inline on the event loop, again",
    summary: "The same program under a second name: what lies between the two is noise.",
    from: "smoke",
    source: server("concurrent"),
    copyOf: "ts/inline",
  },
  {
    id: "ts/piscina",
    title: "Worker thread per request (piscina)",
    summary: "Every request becomes a task of the usual thread-pool package: the baseline for pools.",
    from: "full",
    source: "lib/experiments/fib-server/server-variants.ts",
  },
  {
    id: "ts/pool",
    title: "Lean message pool",
    summary: "Every request goes to a worker thread and back, one message each way.",
    from: "smoke",
    source: "lib/strategies/thread-pool.ts",
  },
  {
    id: "ts/adaptive",
    title: "Adaptive",
    summary:
      "Computes inline what costs less than a hop to a thread, by prediction, and hands over the rest.",
    from: "smoke",
    source: server("adaptive"),
  },
  {
    id: "ts/cluster",
    title: "Cluster",
    summary: "Several processes share the port; each serves its connections inline.",
    from: "full",
    source: "lib/experiments/fib-server/cluster-server.ts",
  },
  {
    id: "ts/coroutines",
    title: "Generator coroutines and a pool",
    summary:
      "The talk's last server in TypeScript: coroutines over socket readiness, fib in a pool of threads.",
    from: "quick",
    source: server("coroutines"),
  },
  {
    id: "python/threads",
    title: "Threads",
    summary: "A thread for each client; the interpreter lock lets one of them compute at a time.",
    from: "full",
    source: pythonProgram("fib_threads"),
  },
  {
    id: "python/coroutines",
    title: "Coroutines and a process pool",
    summary: "Generator coroutines over `select`; every fib goes to one of four processes and back.",
    asPublished: true,
    from: "smoke",
    source: pythonProgram("fib_coroutines"),
  },
  {
    id: "python/asyncio",
    title: "asyncio",
    summary: "Streams on the standard event loop, fib inline: how one would write it today.",
    from: "full",
    source: pythonProgram("fib_asyncio"),
  },
  {
    id: "pypy/coroutines",
    title: "Coroutines and a process pool",
    summary: "The same file under PyPy, for which the essay lacked a module.",
    from: "full",
    source: pythonProgram("fib_coroutines"),
  },
  {
    id: "go/concurrent",
    title: "Go, a goroutine each",
    summary: "The synchronous program with one `go` before the handler; GOMAXPROCS is 3, as in the essay.",
    asPublished: true,
    from: "smoke",
    source: goProgram("fib-concurrent"),
  },
  {
    id: "go/concurrent-one-core",
    title: "Go, a goroutine each, GOMAXPROCS 1",
    summary: "The same on one thread at a time.",
    from: "full",
    source: goProgram("fib-concurrent"),
  },
];

const latencyVariants: readonly Variant[] = [
  {
    id: "ts/number",
    title: "Numbers",
    summary: "The plain function on the event loop; small integers never leave the registers.",
    from: "smoke",
    source: "lib/workloads/fib.ts",
  },
  {
    id: "ts/number-copy",
    title: "Numbers, again",
    summary: "The same program under a second name: what lies between the two is noise.",
    from: "smoke",
    source: "lib/workloads/fib.ts",
    copyOf: "ts/number",
  },
  {
    id: "ts/bigint",
    title: "BigInt",
    summary: "Integers without bounds, as Python has them: every addition allocates.",
    from: "full",
    source: "lib/workloads/fib-forms.ts",
  },
  {
    id: "ts/webassembly",
    title: "WebAssembly",
    summary: "The same recursion on 32-bit integers, compiled before it first runs.",
    from: "smoke",
    source: "lib/workloads/fib-webassembly.ts",
  },
  ...pick(concurrentVariants, ["python/coroutines"]),
  ...pick(serialVariants, ["python/serial", "pypy/serial"]),
  ...pick(concurrentVariants, ["go/concurrent"]),
];

const memoryVariants = pick(concurrentVariants, [
  "ts/inline",
  "ts/inline-copy",
  "ts/pool",
  "ts/cluster",
  "python/threads",
  "python/coroutines",
  "go/concurrent",
]);

const framingVariants = [
  ...pick(serialVariants, ["ts/serial"]),
  ...pick(concurrentVariants, ["ts/inline", "ts/pool", "ts/adaptive", "ts/cluster", "ts/coroutines"]),
  ...pick(serialVariants, ["python/serial", "go/serial"]),
  ...pick(concurrentVariants, ["python/coroutines", "go/concurrent"]),
  ...pick(concurrentVariants, ["python/asyncio"]),
].map((variant): Variant => ({ ...variant, from: "smoke" }));

/** From synchronous to concurrent in each language: what one edit of the programs above takes. */
const edits: readonly Variant[] = [
  {
    id: "ts/edit",
    title: "TypeScript: one at a time to inline",
    summary: "The loop over connections no longer waits for each to close.",
    from: "smoke",
    source: server("concurrent"),
  },
  {
    id: "python/edit",
    title: "Python: synchronous to coroutines and a pool",
    summary: "A scheduler, a loop over `select` and a process pool join the handler.",
    asPublished: true,
    from: "smoke",
    source: pythonProgram("fib_coroutines"),
  },
  {
    id: "python/threads-edit",
    title: "Python: synchronous to threads",
    summary: "The handler runs in a thread for each client.",
    from: "smoke",
    source: pythonProgram("fib_threads"),
  },
  {
    id: "go/edit",
    title: "Go: synchronous to a goroutine each",
    summary: "The keyword `go` before the call of the handler.",
    asPublished: true,
    from: "smoke",
    source: goProgram("fib-concurrent"),
  },
];

export const experiments: readonly Experiment[] = [
  {
    id: "serial",
    title: "The synchronous server",
    question: "What does one small request cost each synchronous server when nothing is concurrent?",
    metric: "counters.cpuPerRequestMs",
    ideal: "a round trip over the loopback, which the client and the kernel need for any server",
    variants: serialVariants,
  },
  {
    id: "concurrent",
    title: "Three clients at once",
    question: "How many small requests does each way of serving several clients answer in a second?",
    metric: "counters.requestsPerSecond",
    ideal: "as many cores as there are, times the rate of one",
    variants: concurrentVariants,
  },
  {
    id: "latency",
    title: "One large request",
    question: "How long does fib(30) take in each language, once warm?",
    metric: "counters.p50Ms",
    ideal: "1,664,079 calls on one core",
    variants: latencyVariants,
  },
  {
    id: "memory",
    title: "Memory, by what the word means",
    question: "How much memory do the servers take under load, and does it depend on how it is counted?",
    metric: "counters.memoryBytes",
    ideal: "the connections' own buffers",
    variants: memoryVariants,
  },
  {
    id: "framing",
    title: "Bad input",
    question:
      "Which servers answer rightly, or refuse clearly, what is no tidy request, and which survive it?",
    metric: "counters.handled",
    ideal: "all seven handled, the server alive after each",
    variants: framingVariants,
  },
  {
    id: "edit-cost",
    title: "From synchronous to concurrent, in tokens",
    question: "How much of the program changes to serve several clients at once?",
    metric: "counters.tokens",
    ideal: "one token",
    variants: edits,
  },
  {
    id: "interference",
    title: "Small requests beside large ones",
    question: "What is left of the small requests while another client asks for fib(30)?",
    metric: "counters.requestsPerSecond",
    ideal: "small requests unaffected as long as a core is free",
    variants: [],
  },
  {
    id: "crossover",
    title: "When handing over pays",
    question: "From which n on is a hop to another thread or process cheaper than computing in place?",
    metric: "counters.p50Ms",
    ideal: "the n whose fib takes as long as the hop",
    variants: [],
  },
];

function pick(variants: readonly Variant[], ids: readonly VariantId[]): readonly Variant[] {
  return variants.filter(({ id }) => ids.includes(id));
}
