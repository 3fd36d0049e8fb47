import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { goProgram, pythonProgram } from "../sources.js";

const lookup: Variant = {
  id: "ts/lookup",
  title: "dns.lookup",
  summary:
    "The C library's blocking lookup on libuv's pool, which gives such slow calls two of its four threads: the names go in waves.",
  from: "smoke",
  source: "lib/workloads/resolve-name.ts",
};

export const dnsDeadline: Experiment = {
  id: "dns-deadline",
  title: "Names under one deadline",
  question: "Which programs look up several host names at once, and which of them stop at the deadline?",
  metric: "workMs",
  ideal: "one delay of the name server, or the deadline where that comes first",
  variants: [
    lookup,
    copyOf(lookup),
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
      summary:
        "A greenlet for each name through gevent's own socket module, which lends each lookup a thread.",
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
      summary:
        "A task for each name; asyncio does its lookups in a pool of threads that no deadline reaches.",
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
  ],
  waterfall: [
    "python/gevent-unpatched",
    "ts/lookup",
    "python/asyncio",
    "python/gevent",
    "ts/resolve",
    "go/resolver",
  ],
};
