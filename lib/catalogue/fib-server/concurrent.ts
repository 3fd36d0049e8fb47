import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";

const inline: Variant = {
  id: "ts/inline",
  title: "Inline on the event loop",
  summary: "All connections on one event loop, which also computes fib: no hand-over, and no second core.",
  from: "smoke",
  source: "lib/servers/fib/concurrent.ts",
};

export const concurrent: Experiment = {
  id: "concurrent",
  title: "Three clients at once",
  question: "How many small requests does each way of serving several clients answer in a second?",
  metric: "counters.requestsPerSecond",
  ideal: "as many cores as there are, times the rate of one",
  variants: [
    inline,
    copyOf(inline),
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
      id: "ts/shared-memory",
      title: "Shared-memory pool",
      summary: "Every request goes to a worker thread through memory that both see, without a message.",
      from: "full",
      source: "lib/strategies/shared-memory-pool.ts",
    },
    {
      id: "ts/adaptive",
      title: "Adaptive",
      summary:
        "Computes inline what costs less than a hop to a thread, by prediction, and hands over the rest.",
      from: "smoke",
      source: "lib/strategies/adaptive.ts",
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
      from: "full",
      source: "lib/servers/fib/coroutines.ts",
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
      summary:
        "The same file under PyPy, for which the essay lacked a module. The pool's own threads hand each task on, and from thread to thread PyPy takes several times as long as CPython.",
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
  ],
};
