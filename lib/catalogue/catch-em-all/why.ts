import { copyOf } from "../copy-of.js";
import type { Experiment, Ladder, Variant } from "../entry.js";
import { goProgram, pythonProgram, strategy } from "../sources.js";
import { variantsOf } from "../variants-of.js";
import { fetch } from "./fetch.js";

const own: readonly Variant[] = [
  ...variantsOf(fetch, "ts/gather").map(copyOf),
  {
    id: "ts/plain-loop",
    title: "Await in the loop, no TLS",
    summary: "One kept-alive connection without encryption.",
    from: "quick",
    source: strategy("serial"),
  },
  {
    id: "ts/plain-gather",
    title: "Gather, no TLS",
    summary: "All at once over connections without encryption, which cost one round trip less to open.",
    from: "quick",
    source: strategy("gather"),
  },
  {
    id: "ts/uncompressed",
    title: "Gather, no TLS, no gzip",
    summary: "The same with documents that come as they are: more bytes, and nothing to inflate.",
    from: "full",
    source: strategy("gather"),
  },
  {
    id: "ts/names",
    title: "Gather, no TLS, names only",
    summary: "The same with documents of a name alone: nothing to decode.",
    from: "smoke",
    source: strategy("gather"),
  },
  {
    id: "python/prepared-context",
    title: "requests, certificates loaded once",
    summary: "A new connection for each document, but one TLS context that holds the certificates.",
    from: "quick",
    source: pythonProgram("fetch_prepared_context"),
  },
  {
    id: "python/pooled",
    title: "aiohttp, gather over a small pool",
    summary: "Two connections for three documents, as aiohttp's 100 were for the essay's 150.",
    from: "quick",
    source: pythonProgram("fetch_aiohttp_pool"),
  },
  {
    id: "python/unpooled",
    title: "aiohttp, gather without a limit",
    summary: "A connection for each document.",
    from: "quick",
    source: pythonProgram("fetch_aiohttp_pool"),
  },
  {
    id: "python/plain-session",
    title: "requests.Session, no TLS",
    summary: "One kept-alive connection without encryption.",
    from: "full",
    source: pythonProgram("fetch_session"),
  },
  {
    id: "python/plain-gather",
    title: "aiohttp, gather without a limit, no TLS",
    summary: "All at once over connections without encryption.",
    from: "full",
    source: pythonProgram("fetch_aiohttp_pool"),
  },
  {
    id: "python/uncompressed",
    title: "aiohttp, gather, no TLS, no gzip",
    summary: "The same with documents that come as they are.",
    from: "full",
    source: pythonProgram("fetch_aiohttp_pool"),
  },
  {
    id: "python/names",
    title: "aiohttp, gather, no TLS, names only",
    summary: "The same with documents of a name alone: nothing to decode.",
    from: "quick",
    source: pythonProgram("fetch_aiohttp_pool"),
  },
  {
    id: "go/http2",
    title: "Go, a goroutine each, HTTP/2",
    summary: "The essay's program against a server that offers HTTP/2, which Go's client then takes.",
    from: "smoke",
    source: goProgram("fetch-goroutines"),
  },
  {
    id: "go/plain-serial",
    title: "Go, serial, no TLS",
    summary: "One kept-alive connection without encryption.",
    from: "quick",
    source: goProgram("fetch-serial"),
  },
  {
    id: "go/plain-goroutines",
    title: "Go, a goroutine each, no TLS",
    summary: "All at once over connections without encryption.",
    from: "quick",
    source: goProgram("fetch-goroutines"),
  },
  {
    id: "go/uncompressed",
    title: "Go, a goroutine each, no TLS, no gzip",
    summary: "The same with documents that come as they are.",
    from: "quick",
    source: goProgram("fetch-goroutines"),
  },
  {
    id: "go/names",
    title: "Go, a goroutine each, no TLS, names only",
    summary: "The same with documents of a name alone: nothing to decode.",
    from: "quick",
    source: goProgram("fetch-goroutines"),
  },
];

const CERTIFICATES = "certificates loaded once";
const KEPT = "one connection kept";
const NO_TLS = "no TLS";
const AT_ONCE = "all at once";
const NO_GZIP = "no gzip";
const NO_DECODING = "nothing to decode";

const ladders: readonly Ladder[] = [
  {
    id: "serial",
    title: "From serial Python to serial Go: the essay's 25.06 s against 6.88 s",
    from: "python/requests",
    steps: [
      { to: "python/prepared-context", factor: CERTIFICATES },
      { to: "python/session", factor: KEPT },
      { to: "go/serial" },
    ],
  },
  {
    id: "concurrent",
    title: "From serial Python to concurrent Go: the essay's 25.06 s against 0.76 s",
    from: "python/requests",
    steps: [
      { to: "python/prepared-context", factor: CERTIFICATES },
      { to: "python/session", factor: KEPT },
      { to: "python/pooled", factor: "gathered, over a small pool; certificates loaded before" },
      { to: "python/unpooled", factor: "no limit of the pool" },
      { to: "go/goroutines" },
    ],
  },
  {
    id: "python",
    title: "Python, from the slowest way to the fastest",
    from: "python/requests",
    steps: [
      { to: "python/prepared-context", factor: CERTIFICATES },
      { to: "python/session", factor: KEPT },
      { to: "python/plain-session", factor: NO_TLS },
      { to: "python/plain-gather", factor: AT_ONCE },
      { to: "python/uncompressed", factor: NO_GZIP },
      { to: "python/names", factor: NO_DECODING },
    ],
  },
  {
    id: "go",
    title: "Go, from the slowest way to the fastest",
    from: "go/new-connection",
    steps: [
      { to: "go/serial", factor: KEPT },
      { to: "go/plain-serial", factor: NO_TLS },
      { to: "go/plain-goroutines", factor: AT_ONCE },
      { to: "go/uncompressed", factor: NO_GZIP },
      { to: "go/names", factor: NO_DECODING },
    ],
  },
  {
    id: "typescript",
    title: "TypeScript, from the slowest way to the fastest",
    from: "ts/new-connection",
    steps: [
      { to: "ts/await-in-loop", factor: KEPT },
      { to: "ts/plain-loop", factor: NO_TLS },
      { to: "ts/plain-gather", factor: AT_ONCE },
      { to: "ts/uncompressed", factor: NO_GZIP },
      { to: "ts/names", factor: NO_DECODING },
    ],
  },
  {
    id: "http2",
    title: "Go over TLS, from the slowest way to HTTP/2",
    from: "go/new-connection",
    steps: [
      { to: "go/serial", factor: KEPT },
      { to: "go/goroutines", factor: AT_ONCE },
      { to: "go/http2", factor: "HTTP/2" },
    ],
  },
];

export const why: Experiment = {
  id: "why",
  title: "The gap, one factor at a time",
  question: "Which factor makes how much of the gap between the slowest program and the fastest?",
  metric: "workMs",
  ideal: "no residual: the factors' shares add up to the gap",
  variants: [
    ...variantsOf(
      fetch,
      "ts/await-in-loop",
      "ts/gather",
      "python/requests",
      "python/session",
      "go/serial",
      "go/goroutines",
    ),
    // Among the few documents here they are cheap, so the quick profile can have them.
    ...variantsOf(fetch, "ts/new-connection", "go/new-connection").map((variant) => ({
      ...variant,
      from: "quick" as const,
    })),
    ...own,
  ],
  ladders,
};
