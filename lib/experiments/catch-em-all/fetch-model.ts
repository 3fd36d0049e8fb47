import type { VariantId } from "../../catalogue/entry.js";
import type { Ideal } from "../../store/result.js";
import { formatFigure } from "../../units.js";

/** What the time of fetching depends on, besides the program. */
export interface FetchConditions {
  readonly documents: number;
  /** Requests in flight at most, for the variants that have such a limit. */
  readonly limit: number;
  /** Round-trip time of the network, in milliseconds. */
  readonly rttMs: number;
  /** Time that the server takes for an answer, in milliseconds. */
  readonly serviceMs: number;
}

/** What no program can avoid: bytes through the relay, and decoding. */
export interface FetchCosts {
  /** Bytes of all bodies as they cross the network. */
  readonly bodyBytes: number;
  readonly bytesPerSecond: number;
  /** Processor time of decoding all documents once, by the fastest decoder measured. */
  readonly decodeCpuMs: number;
  readonly coreCount: number;
}

/** Round trips before a request can leave on a new connection: one for TCP, one for TLS 1.3. */
export const HANDSHAKE_ROUND_TRIPS = 2;
/** How many connections aiohttp keeps to by itself. */
export const AIOHTTP_CONNECTION_LIMIT = 100;

/** The bound that no variant can beat: the longest of the network's, the relay's and the decoder's. */
export function fetchIdeal(conditions: FetchConditions, costs: FetchCosts): Ideal {
  const network = allAtOnceMs(conditions, conditions.documents);
  const transfer = (costs.bodyBytes / costs.bytesPerSecond) * 1000;
  const decode = costs.decodeCpuMs / costs.coreCount;
  const bounds = [
    { ms: network, because: `${network.toFixed(0)} ms for a handshake and one round trip` },
    {
      ms: transfer,
      because: `${transfer.toFixed(1)} ms for ${formatFigure(costs.bodyBytes, "count")} bytes through the relay`,
    },
    {
      ms: decode,
      because: `${decode.toFixed(0)} ms to decode on ${costs.coreCount} cores (${costs.decodeCpuMs.toFixed(0)} ms of processor time)`,
    },
  ];
  const largest = bounds.reduce((a, b) => (b.ms > a.ms ? b : a));
  return { ms: largest.ms, because: `the longest of ${bounds.map((bound) => bound.because).join("; ")}` };
}

/** The time that a variant's own way of asking needs on the network alone; no processor time is in it. */
export function fetchLimit(variant: VariantId, conditions: FetchConditions): Ideal {
  const { documents, rttMs, serviceMs } = conditions;
  switch (variant) {
    case "ts/new-connection":
    case "go/new-connection":
    case "python/requests":
    case "python/requests-in-loop":
      return {
        ms: documents * ((HANDSHAKE_ROUND_TRIPS + 1) * rttMs + serviceMs),
        because: "a handshake and a round trip for every document",
      };
    case "ts/blocking":
    case "ts/await-in-loop":
    case "ts/await-in-loop-copy":
    case "python/session":
    case "python/aiohttp-loop":
    case "go/serial":
      return {
        ms: HANDSHAKE_ROUND_TRIPS * rttMs + documents * (rttMs + serviceMs),
        because: "one handshake, then a round trip for every document",
      };
    case "python/aiohttp-gather":
      return rounds(conditions, AIOHTTP_CONNECTION_LIMIT);
    case "ts/bounded":
    case "ts/workers":
    case "ts/batches":
    case "python/gevent":
    case "python/threads":
    case "go/bounded":
      return rounds(conditions, conditions.limit);
    default:
      return rounds(conditions, documents);
  }
}

function rounds(conditions: FetchConditions, limit: number): Ideal {
  const count = Math.ceil(conditions.documents / limit);
  return {
    ms: allAtOnceMs(conditions, limit),
    because: `a handshake, then ${count} round ${count === 1 ? "trip" : "trips"} with ${Math.min(limit, conditions.documents)} in flight`,
  };
}

function allAtOnceMs({ documents, rttMs, serviceMs }: FetchConditions, limit: number): number {
  return HANDSHAKE_ROUND_TRIPS * rttMs + Math.ceil(documents / limit) * (rttMs + serviceMs);
}
