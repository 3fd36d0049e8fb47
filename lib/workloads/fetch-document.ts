import { createSecureContext } from "node:tls";
import { Pool } from "undici";
import { messageOf, RunError, shown, UsageError } from "../errors.js";
import { getBytes } from "./get-bytes.js";

/** Where documents come from, and over which connections. */
export interface DocumentClientOptions {
  /** `https://127.0.0.1:8443`: scheme, host and port of a server that has `/api/v2/pokemon/{id}`. */
  readonly origin: string;
  /** `new-each` pays the handshakes of TCP and TLS for every request. Default: `kept-alive`. */
  readonly connection?: "kept-alive" | "new-each";
  /**
   * Connections open at once at most: an integer from 1 up. Default: none is set, and a request opens a connection
   * unless one is free; undici counts one as free only a turn after its answer, so even a loop may open a second.
   */
  readonly connectionLimit?: number;
  /** The longest silence to bear: while connecting, before the headers, between two pieces. Default: 30,000. */
  readonly timeoutMs?: number;
  /** Ask for gzip, and inflate what comes so. Default: true. */
  readonly gzip?: boolean;
  /** PEM certificates to trust instead of those that Node trusts (its own, and `NODE_EXTRA_CA_CERTS`). */
  readonly trust?: string;
}

/** What a client did so far. */
export interface DocumentClientStats {
  readonly requestCount: number;
  /** Connections that were opened, whether or not they are still open. */
  readonly connectionCount: number;
  readonly inFlightCount: number;
  readonly maxInFlightCount: number;
}

/** Fetches documents by their number from one origin. */
export interface DocumentClient {
  /**
   * The document's bytes, inflated.
   *
   * @returns rejects with a RunError that names the document, or with the signal's reason
   */
  fetchBytes(id: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** Since the client was opened. */
  stats(): DocumentClientStats;
  /** Ends all connections, failing requests under way. */
  close(): Promise<void>;
}

/**
 * Opens a client that connects when first asked.
 *
 * @throws UsageError when the origin is no URL of http or https, or the limit no integer from 1 up
 */
export function openDocumentClient(options: DocumentClientOptions): DocumentClient {
  const pool = openPool(options);
  const headers: Record<string, string> = (options.gzip ?? true) ? { "accept-encoding": "gzip" } : {};
  let requestCount = 0;
  let connectionCount = 0;
  let inFlightCount = 0;
  let maxInFlightCount = 0;
  pool.on("connect", () => {
    connectionCount += 1;
  });

  return {
    async fetchBytes(id, signal) {
      signal?.throwIfAborted();
      requestCount += 1;
      inFlightCount += 1;
      maxInFlightCount = Math.max(maxInFlightCount, inFlightCount);
      try {
        return await getBytes(pool, `/api/v2/pokemon/${id}`, headers, signal);
      } catch (error) {
        signal?.throwIfAborted();
        throw new RunError(`Document ${id}: ${messageOf(error)}`, { cause: error });
      } finally {
        inFlightCount -= 1;
      }
    },
    stats: () => ({ requestCount, connectionCount, inFlightCount, maxInFlightCount }),
    close: () => pool.destroy(),
  };
}

function openPool({
  origin,
  connection,
  connectionLimit,
  timeoutMs = 30_000,
  trust,
}: DocumentClientOptions): Pool {
  const protocol = URL.canParse(origin) ? new URL(origin).protocol : undefined;
  if (protocol !== "http:" && protocol !== "https:") {
    throw new UsageError(`Expected an origin such as https://127.0.0.1:8443, got ${shown(origin)}`);
  }
  if (connectionLimit !== undefined && (!Number.isInteger(connectionLimit) || connectionLimit < 1)) {
    throw new UsageError(
      `Expected \`connectionLimit\` to be an integer from 1 up, got ${shown(connectionLimit)}; try leaving it out for no limit`,
    );
  }
  return new Pool(origin, {
    connections: connectionLimit ?? null,
    // undici's way to say `connection: close`.
    pipelining: connection === "new-each" ? 0 : 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: {
      timeout: timeoutMs,
      // A new connection is to cost what it costs: no TLS session is resumed.
      maxCachedSessions: 0,
      // One context for all connections: by itself undici has each connection build its own.
      ...(protocol === "https:" && {
        secureContext: createSecureContext(trust === undefined ? {} : { ca: trust }),
      }),
    },
  });
}
