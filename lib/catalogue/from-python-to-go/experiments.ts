import type { Experiment, Variant } from "../entry.js";

const goProgram = (name: string) => `lib/peers/go/${name}/main.go`;
const pythonProgram = (name: string) => `lib/peers/python/${name}.py`;

const resolving: readonly Variant[] = [
  {
    id: "ts/lookup",
    title: "dns.lookup",
    summary:
      "The C library's blocking lookup on libuv's pool, which gives such slow calls two of its four threads: the names go in waves.",
    from: "smoke",
    source: "lib/workloads/resolve-name.ts",
  },
  {
    id: "ts/lookup-copy",
    title: "dns.lookup, again",
    summary: "The same program under a second name: what lies between the two is noise.",
    from: "smoke",
    source: "lib/workloads/resolve-name.ts",
    copyOf: "ts/lookup",
  },
  {
    id: "ts/lookup-wide-pool",
    title: "dns.lookup, 16 threads",
    summary: "The same with UV_THREADPOOL_SIZE set to 16, of which lookups get eight.",
    from: "quick",
    source: "lib/workloads/resolve-name.ts",
  },
  {
    id: "ts/resolve",
    title: "dns.resolve",
    summary:
      "c-ares asks the name server over sockets on the event loop: all names at once, each cancellable.",
    from: "smoke",
    source: "lib/workloads/resolve-name.ts",
  },
  {
    id: "python/gevent",
    title: "gevent",
    summary: "A greenlet for each name through gevent's own socket module, which lends each lookup a thread.",
    asPublished: true,
    from: "smoke",
    source: pythonProgram("resolve_gevent"),
  },
  {
    id: "python/gevent-unpatched",
    title: "gevent, unpatched",
    summary:
      "The same greenlets over the standard library's socket module: each lookup blocks all the others, and the deadline too.",
    from: "smoke",
    source: pythonProgram("resolve_gevent_unpatched"),
  },
  {
    id: "python/asyncio",
    title: "asyncio",
    summary: "A task for each name; asyncio does its lookups in a pool of threads that no deadline reaches.",
    from: "smoke",
    source: pythonProgram("resolve_asyncio"),
  },
  {
    id: "go/resolver",
    title: "Go's resolver",
    summary:
      "A goroutine for each name; Go asks the name server itself, and a context ends every query at the deadline.",
    from: "smoke",
    source: goProgram("resolve"),
  },
];

const dnsDeadline: Experiment = {
  id: "dns-deadline",
  title: "Names under one deadline",
  question: "Which programs look up several host names at once, and which of them stop at the deadline?",
  metric: "workMs",
  ideal: "one delay of the name server, or the deadline where that comes first",
  variants: resolving,
  waterfall: [
    "python/gevent-unpatched",
    "ts/lookup",
    "python/asyncio",
    "python/gevent",
    "ts/resolve",
    "go/resolver",
  ],
};

const helloServers: readonly Variant[] = [
  {
    id: "ts/single",
    title: "node:http",
    summary: "One process, one event loop, one core.",
    from: "smoke",
    source: "lib/servers/hello/hello-server.ts",
  },
  {
    id: "ts/single-copy",
    title: "node:http, again",
    summary: "The same program under a second name: what lies between the two is noise.",
    from: "smoke",
    source: "lib/servers/hello/hello-server.ts",
    copyOf: "ts/single",
  },
  {
    id: "ts/cluster",
    title: "cluster",
    summary:
      "As many worker processes as cores behind one port; the primary accepts and deals out connections.",
    asPublished: true,
    from: "smoke",
    source: "lib/servers/hello/hello-cluster.ts",
  },
  {
    id: "ts/cluster-one",
    title: "cluster of one",
    summary: "A single worker: what the primary process in between costs by itself.",
    from: "full",
    source: "lib/servers/hello/hello-cluster.ts",
  },
  {
    id: "python/aiohttp",
    title: "aiohttp",
    summary: "One process with aiohttp's server on asyncio.",
    from: "smoke",
    source: pythonProgram("hello_aiohttp"),
  },
  {
    id: "go/net-http",
    title: "net/http",
    summary: "One handler and `ListenAndServe`: a goroutine for each connection, on all cores.",
    asPublished: true,
    from: "smoke",
    source: goProgram("hello"),
  },
];

const hello: Experiment = {
  id: "hello",
  title: "The hello-world server",
  question: "What does one small HTTP answer cost, and does more than one core give more of them?",
  metric: "counters.cpuPerRequestMs",
  ideal: "as many requests a second as cores times what one core answers",
  variants: helloServers,
};

const computing: readonly Variant[] = [
  {
    id: "ts/event-loop",
    title: "Event loop",
    summary: "Async functions on one thread: their waits overlap, their computing does not.",
    from: "smoke",
    source: "lib/experiments/from-python-to-go/compute-program.ts",
  },
  {
    id: "ts/event-loop-copy",
    title: "Event loop, again",
    summary: "The same program under a second name: what lies between the two is noise.",
    from: "smoke",
    source: "lib/experiments/from-python-to-go/compute-program.ts",
    copyOf: "ts/event-loop",
  },
  {
    id: "ts/worker-threads",
    title: "Worker threads",
    summary: "The same functions wait on the event loop and hand their computing to a thread for each core.",
    from: "smoke",
    source: "lib/strategies/thread-pool.ts",
  },
  {
    id: "ts/node-apis",
    title: "Node's own interfaces",
    summary:
      "Runs a list of Node's interfaces one by one and notes how long each keeps a 10 ms timer waiting.",
    from: "quick",
    source: "lib/experiments/from-python-to-go/loop-delay-program.ts",
  },
  {
    id: "python/asyncio",
    title: "asyncio",
    summary: "Coroutines on one thread: the event loop of Python, with the same limit.",
    from: "smoke",
    source: pythonProgram("compute_asyncio"),
  },
  {
    id: "python/threads",
    title: "Threads",
    summary: "A thread for each task: threads of the system that take turns at the interpreter's lock.",
    from: "smoke",
    source: pythonProgram("compute_threads"),
  },
  {
    id: "python/processes",
    title: "Processes",
    summary:
      "Coroutines wait in one process and hand their computing to a pool of one process for each core.",
    from: "smoke",
    source: pythonProgram("compute_processes"),
  },
  {
    id: "go/goroutines",
    title: "Goroutines",
    summary: "A goroutine for each task, spread over the cores by Go's scheduler.",
    from: "smoke",
    source: goProgram("compute"),
  },
];

const notParallelism: Experiment = {
  id: "not-parallelism",
  title: "Concurrency is not parallelism",
  question: "Which programs compute on more than one core, and which only wait for several things at once?",
  metric: "workMs",
  ideal: "all computing shared out among the cores, or one task from start to end, whichever is longer",
  variants: computing,
  waterfall: [
    "ts/event-loop",
    "python/asyncio",
    "python/threads",
    "ts/worker-threads",
    "python/processes",
    "go/goroutines",
  ],
};

/** Experiments beyond the essay's own listings that have no program here yet; the report shows each as not measured. */
const planned: readonly Experiment[] = [
  {
    id: "spread",
    title: "How evenly work is spread",
    question: "Do the workers of a cluster get equal shares of the work?",
    metric: "counters.jainIndex",
    ideal: "a fairness index of 1: equal shares",
    variants: [],
  },
  {
    id: "worker-death",
    title: "When workers die",
    question: "How much capacity is left of a cluster whose workers die one after another?",
    metric: "counters.capacityShare",
    ideal: "no capacity lost",
    variants: [],
  },
  {
    id: "background",
    title: "Work in the background of a request",
    question: "What does it take to send a mail after the page has been answered, and which mails are lost?",
    metric: "counters.pageP99Ms",
    ideal: "the page as fast as its handler, and no mail lost",
    variants: [],
  },
  {
    id: "callbacks",
    title: "Callbacks and their successors",
    question: "How tangled is one pipeline in each style, and do its errors reach the caller?",
    metric: "counters.nesting",
    ideal: "a nesting of 1, and every fault reported",
    variants: [],
  },
];

/** The experiments of the document in the order of its chapters. */
export const experiments: readonly Experiment[] = [dnsDeadline, hello, notParallelism, ...planned];
