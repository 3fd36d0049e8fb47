import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { monotonicClock } from "../../clock.js";
import { shown, UsageError } from "../../errors.js";
import { compiledModule } from "../../paths.js";
import { batches } from "../../strategies/batches.js";
import { bounded } from "../../strategies/bounded.js";
import { gather } from "../../strategies/gather.js";
import { serial } from "../../strategies/serial.js";
import type { Strategy, Work } from "../../strategies/strategy.js";
import { stream } from "../../strategies/stream.js";
import { traced } from "../../strategies/traced.js";
import { workers } from "../../strategies/workers.js";
import { GcWatch, Heartbeat } from "../../vitals.js";
import { decodeName } from "../../workloads/decode-name.js";
import {
  type DocumentClientOptions,
  type DocumentClientStats,
  openDocumentClient,
} from "../../workloads/fetch-document.js";
import { type Argument, choiceIn, countIn, flagIn, type JobOutcome, textIn } from "../job-program.js";
import { loadOwnStrategy } from "../own-strategy/own-strategy.js";
import type { NpmFetcher } from "./npm-fetchers.js";

/** Fetches one document by its number, and gives its name. */
type FetchName = Work<number, string>;

interface Fetcher {
  readonly fetchName: FetchName;
  stats(): Pick<DocumentClientStats, "requestCount"> & Partial<DocumentClientStats>;
  close(): Promise<void>;
}

interface Variant {
  /** Absent for the argument's own, the module of which it names. */
  readonly strategy?: Strategy;
  /** How many connections the client may open, given the limit of the job; absent for as many as it needs. */
  readonly connectionLimit?: (limit: number) => number;
  readonly connection?: DocumentClientOptions["connection"];
  /** Loads the modules of a client; absent for undici's, decoding on the event loop. */
  readonly load?: () => Promise<Open>;
}

/** Opens a client; what that takes, such as reading the trusted certificates, is part of the work. */
type Open = (options: DocumentClientOptions) => Fetcher;

const npmFetchers = () => import("./npm-fetchers.js");
const one = () => 1;
const asManyAsTasks = (limit: number) => limit;

const variants = {
  "new-connection": { strategy: serial, connectionLimit: one, connection: "new-each" },
  "await-in-loop": { strategy: serial, connectionLimit: one },
  gather: { strategy: gather },
  bounded: { strategy: bounded, connectionLimit: asManyAsTasks },
  workers: { strategy: workers, connectionLimit: asManyAsTasks },
  batches: { strategy: batches, connectionLimit: asManyAsTasks },
  stream: { strategy: allAtOnce(stream) },
  threads: { strategy: gather, load: loadDecodingInThreads },
  "undici-agent": { strategy: gather, load: loadOther(async () => (await npmFetchers()).openUndiciAgent) },
  "global-fetch": { strategy: gather, load: loadOther(async () => (await npmFetchers()).openGlobalFetch) },
  "node-http": {
    strategy: gather,
    load: loadOther(async () => (await import("./node-http-fetcher.js")).openNodeHttp),
  },
  blocking: { strategy: serial, connectionLimit: one, load: loadBlocking },
  own: {},
} satisfies Record<string, Variant>;

/**
 * D2 `fetch`: documents 1 to `documents`, each decoded for its name.
 * Argument: `variant`, `origin`, `documents`, `limit`, `trace`, `heartbeat`; for the variant `own` also `strategy`,
 * the file of its module.
 */
export async function run(argument: Argument): Promise<JobOutcome> {
  const {
    strategy = await loadOwnStrategy(textIn(argument, "strategy")),
    connection,
    connectionLimit,
    load = async () => openDecodingHere,
  }: Variant = variants[choiceIn(argument, "variant", variants)];
  const documents = countIn(argument, "documents", 150);
  const limit = countIn(argument, "limit", 50);
  const options: DocumentClientOptions = {
    origin: originIn(argument),
    ...(connection && { connection }),
    ...(connectionLimit && { connectionLimit: connectionLimit(limit) }),
  };
  const open = await load();
  const ids = Array.from({ length: documents }, (_, index) => index + 1);
  const gc = new GcWatch();

  const startMs = performance.now();
  const fetcher = open(options);
  const trace = flagIn(argument, "trace") ? traced(fetcher.fetchName, monotonicClock, startMs) : undefined;
  // The loop stands still while certificates are read, which is no matter of how documents are fetched.
  const beating = flagIn(argument, "heartbeat") ? new Heartbeat() : undefined;
  let firstResultMs: number | undefined;
  const names = await strategy(ids, trace?.work ?? fetcher.fetchName, {
    limit,
    onResult: () => {
      firstResultMs ??= performance.now() - startMs;
    },
  });
  const workMs = performance.now() - startMs;

  const heartbeatDelayMaxMs = beating?.stop();
  const gcMs = gc.stop();
  const stats = fetcher.stats();
  await fetcher.close();
  return {
    workMs,
    answers: names,
    counters: {
      documents: names.length,
      // A document that fails ends the run with an error: a report has none.
      errors: 0,
      requests: stats.requestCount,
      ...(stats.connectionCount !== undefined && { connections: stats.connectionCount }),
      ...(stats.maxInFlightCount !== undefined && { maxInFlight: stats.maxInFlightCount }),
      firstResultMs: firstResultMs ?? workMs,
      gcMs,
      ...(heartbeatDelayMaxMs !== undefined && { heartbeatDelayMaxMs }),
    },
    ...(trace && { trace: trace.spans }),
  };
}

function openDecodingHere(options: DocumentClientOptions): Fetcher {
  const client = openDocumentClient(options);
  return {
    fetchName: async (id, _index, signal) => decodeName(await client.fetchBytes(id, signal)),
    stats: client.stats,
    close: client.close,
  };
}

async function loadDecodingInThreads(): Promise<Open> {
  const { ThreadPool } = await import("../../strategies/thread-pool.js");
  return (options) => {
    const client = openDocumentClient(options);
    const decoder = pathToFileURL(compiledModule("workloads", "decode-name.js"));
    const pool = new ThreadPool<Uint8Array, string>(decoder, availableParallelism());
    return {
      fetchName: async (id, _index, signal) => {
        const bytes = await client.fetchBytes(id, signal);
        return pool.run(bytes, { signal, transfer: memoryOf(bytes) });
      },
      stats: client.stats,
      close: async () => {
        await Promise.all([client.close(), pool.close()]);
      },
    };
  };
}

/** What such a client does inside is its own: only the requests are counted. */
function loadOther(load: () => Promise<(origin: string) => NpmFetcher>) {
  return async (): Promise<Open> => {
    const open = await load();
    return ({ origin }) => {
      const { fetchBytes, close } = open(origin);
      let requestCount = 0;
      return {
        fetchName: async (id, _index, signal) => {
          requestCount += 1;
          return decodeName(await fetchBytes(id, signal));
        },
        stats: () => ({ requestCount }),
        close,
      };
    };
  };
}

/** The synchronous call inside an ordinary loop: nothing in the strategy shows that the event loop stands still. */
async function loadBlocking(): Promise<Open> {
  const { openBlockingDocumentClient } = await import("../../workloads/fetch-document-blocking.js");
  return (options) => {
    const client = openBlockingDocumentClient(options);
    return {
      fetchName: (id) => decodeName(client.fetchBytes(id)),
      stats: client.stats,
      close: async () => {},
    };
  };
}

/** Small buffers share one piece of memory, which cannot be given away. */
function memoryOf(bytes: Uint8Array): ArrayBuffer[] {
  return bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer as ArrayBuffer] : [];
}

function allAtOnce(strategy: Strategy): Strategy {
  return (items, work, { limit: _, ...options } = {}) => strategy(items, work, options);
}

function originIn(argument: Argument): string {
  const { origin } = argument;
  if (typeof origin === "string") return origin.replace(/\/+$/, "");
  throw new UsageError(
    `Expected \`origin\` to be a URL such as https://127.0.0.1:8443, got ${shown(origin)}`,
  );
}
