import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram, strategy } from "../sources.js";

const awaitInLoop: Variant = {
  id: "ts/await-in-loop",
  title: "Await in the loop",
  summary:
    "`await` inside a `for` loop over one kept-alive connection: asynchronous, and one request at a time.",
  from: "smoke",
  source: strategy("serial"),
};

const variants: readonly Variant[] = [
  {
    id: "ts/blocking",
    title: "Blocking call",
    summary:
      "A synchronous call per document: the thread waits, and so does everything else on the event loop.",
    from: "full",
    source: "lib/workloads/fetch-document-blocking.ts",
  },
  {
    id: "ts/new-connection",
    title: "New connection each",
    summary:
      "One document after the other, each over a connection of its own: three round trips for every answer.",
    // For its 150 documents; `why` has it with few of them from the quick profile on.
    from: "full",
    source: strategy("serial"),
  },
  awaitInLoop,
  copyOf(awaitInLoop),
  {
    id: "ts/gather",
    title: "Gather",
    summary: "Every request started before the first is awaited, as `Promise.all` does.",
    from: "smoke",
    source: strategy("gather"),
  },
  {
    id: "ts/bounded",
    title: "Bounded",
    summary: "A fixed number of loops share one index: never more requests in flight than the limit.",
    from: "smoke",
    source: strategy("bounded"),
  },
  {
    id: "ts/workers",
    title: "Workers over a channel",
    summary: "A fixed number of workers receive documents from a channel, as Go programs do.",
    from: "full",
    source: strategy("workers"),
  },
  {
    id: "ts/batches",
    title: "Batches",
    summary: "One batch after the other: each waits for its slowest document.",
    from: "full",
    source: strategy("batches"),
  },
  {
    id: "ts/stream",
    title: "Stream as completed",
    summary: "All at once, each answer used as soon as it is there.",
    from: "full",
    source: strategy("stream"),
  },
  {
    id: "ts/threads",
    title: "Decode in worker threads",
    summary: "Gather, with the JSON decoded in worker threads beside the event loop.",
    from: "full",
    source: strategy("thread-pool"),
  },
  {
    id: "python/requests",
    title: "requests, no session",
    summary:
      "`requests.get` for each document in turn: every call opens a connection and reads the certificate bundle again.",
    asPublished: true,
    from: "quick",
    source: pythonProgram("fetch_requests"),
  },
  {
    id: "python/session",
    title: "requests.Session",
    summary: "The same loop over one session, which keeps its connection.",
    from: "smoke",
    source: pythonProgram("fetch_session"),
  },
  {
    id: "python/aiohttp-loop",
    title: "aiohttp, await in the loop",
    summary:
      "`await session.get` inside the loop of one aiohttp session: asynchronous, one request at a time. aiohttp loads the certificates as it is imported, before the time of the work.",
    asPublished: true,
    from: "smoke",
    source: pythonProgram("fetch_aiohttp_loop"),
  },
  {
    id: "python/requests-in-loop",
    title: "requests inside a coroutine",
    summary: "A blocking library called from asyncio: nothing else on the loop runs until it returns.",
    from: "quick",
    source: pythonProgram("fetch_requests_in_loop"),
  },
  {
    id: "python/aiohttp-gather",
    title: "aiohttp, gather",
    summary: "One coroutine for each document, gathered; aiohttp keeps to 100 connections by itself.",
    asPublished: true,
    from: "smoke",
    source: pythonProgram("fetch_aiohttp_gather"),
  },
  {
    id: "python/gevent",
    title: "gevent pool",
    summary: "Blocking code in a pool of greenlets, made concurrent by patching the standard library.",
    from: "full",
    source: pythonProgram("fetch_gevent"),
  },
  {
    id: "python/threads",
    title: "Thread pool",
    summary:
      "A pool of threads with a session each: they overlap while they wait, the interpreter lock permitting.",
    from: "full",
    source: pythonProgram("fetch_threads"),
  },
  {
    id: "go/serial",
    title: "Go, serial",
    summary: "One `http.Client` in a loop: it keeps its connection without being asked.",
    asPublished: true,
    from: "smoke",
    source: goProgram("fetch-serial"),
  },
  {
    id: "go/new-connection",
    title: "Go, new connection each",
    summary:
      "The serial program with keep-alive switched off and nothing else changed, to see what a connection costs in Go.",
    from: "full",
    source: goProgram("fetch-new-connection"),
  },
  {
    id: "go/goroutines",
    title: "Go, a goroutine each",
    summary:
      "A goroutine for each document, two seconds of patience and errors ignored, as the essay has it.",
    asPublished: true,
    from: "smoke",
    source: goProgram("fetch-goroutines"),
  },
  {
    id: "go/goroutines-checked",
    title: "Go, a goroutine each, errors handled",
    summary:
      "The same with errors collected and results kept in order. It decodes the name alone, where the published program builds each whole document: what time it saves, it saves on that.",
    from: "full",
    source: goProgram("fetch-goroutines-checked"),
  },
  {
    id: "go/bounded",
    title: "Go, bounded",
    summary:
      "As many goroutines as the limit receive their documents from one channel; they decode the name alone.",
    from: "full",
    source: goProgram("fetch-bounded"),
  },
];

export const fetch: Experiment = {
  id: "fetch",
  title: "Fetch and decode the documents",
  question: "How long does each way of fetching 150 documents over HTTPS take, and why?",
  metric: "workMs",
  ideal:
    "the handshake, then as many round trips as it takes at the limit of requests in flight; or the bytes through the relay; or decoding on all cores: whichever is longest",
  variants,
  waterfall: [
    "ts/await-in-loop",
    "python/aiohttp-loop",
    "ts/bounded",
    "ts/gather",
    "python/aiohttp-gather",
    "go/goroutines",
  ],
};
