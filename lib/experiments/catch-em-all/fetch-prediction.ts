import type { Variant, VariantId } from "../../catalogue/entry.js";
import type { Prediction, Predictions, Primitive } from "../../store/result.js";
import { languageOf } from "../programs.js";
import { AIOHTTP_CONNECTION_LIMIT, type FetchConditions, fetchLimit } from "./fetch-model.js";

export type FetchLanguage = "typescript" | "python" | "go";

/** What one language's documents cost beside the network, as calibrated. */
export interface LanguagePrices {
  /** Of one document over a kept connection, beyond its round trip; read as processor time of all who take part. */
  readonly requestMs: number;
  /** Of one more connection, beyond its two round trips. */
  readonly connectionMs: number;
  /** The server's and the relay's part of both. */
  readonly serverRequestMs: number;
  readonly serverConnectionMs: number;
}

/** What the predictions are made from; a language that was not calibrated gets none. */
export interface FetchPrices {
  readonly byLanguage: ReadonlyMap<FetchLanguage, LanguagePrices>;
  /** Of reading the bundle of certificates in Python. */
  readonly certificatesMs: number;
  readonly coreCount: number;
}

const MODEL =
  "One at a time, nothing overlaps: the round trips of the way of asking, and the price of every document, connection and certificate load. Many at a time, everything overlaps: the longest of those round trips, the work of a program that computes on one thread at a time, and the work of all who take part spread over the cores.";

/** Of the variants that one language's prices say enough of, in one cell. */
export function predictFetch(
  variants: readonly Variant[],
  cell: string,
  conditions: FetchConditions,
  prices: FetchPrices,
): Prediction[] {
  return variants.flatMap(({ id }) => {
    const of = prices.byLanguage.get(languageOf(id) as FetchLanguage);
    return of ? [{ variant: id, cell, ...makespanOf(id, conditions, of, prices) }] : [];
  });
}

/** The predictions with what they were made from. */
export function fetchPredictions(prices: FetchPrices, values: readonly Prediction[]): Predictions {
  const primitives: [string, Primitive][] = [...prices.byLanguage].flatMap(([language, each]) => [
    [
      `${language}-document`,
      price(
        each.requestMs,
        "a document over a kept connection, beyond its round trip: median of a short run",
      ),
    ],
    [
      `${language}-connection`,
      price(each.connectionMs, "a new connection, beyond its two round trips: median of a short run"),
    ],
    [
      `${language}-document-at-server`,
      price(each.serverRequestMs, "the server's and the relay's processor time for a document"),
    ],
    [
      `${language}-connection-at-server`,
      price(each.serverConnectionMs, "the server's and the relay's processor time for a connection"),
    ],
  ]);
  return {
    model: MODEL,
    primitives: Object.fromEntries([
      ...primitives,
      ...(prices.byLanguage.has("python")
        ? [["python-certificates", price(prices.certificatesMs, "reading the bundle of certificates once")]]
        : []),
      ["cores", { value: prices.coreCount, unit: "count", says: "processors that share the work" }],
    ]),
    values,
  };
}

function makespanOf(
  id: VariantId,
  conditions: FetchConditions,
  prices: LanguagePrices,
  { certificatesMs, coreCount }: FetchPrices,
): Pick<Prediction, "value" | "because"> {
  const { documents } = conditions;
  const connections = connectionsOf(id, conditions);
  const loadsMs = certificateLoads(id, connections) * certificatesMs;
  const network = fetchLimit(id, conditions);
  const workMs = documents * prices.requestMs + connections * prices.connectionMs + loadsMs;
  if (inFlight(id, conditions) === 1) {
    return { value: network.ms + workMs, because: `${network.because}, and all work in between` };
  }
  const serverMs = documents * prices.serverRequestMs + connections * prices.serverConnectionMs;
  const bounds = [
    { value: network.ms, because: network.because },
    { value: workMs / coreCount, because: "the work of all who take part, spread over the cores" },
    ...(hasOneThread(id)
      ? [
          {
            value: Math.max(0, workMs - serverMs),
            because: "the work of a program that computes on one thread at a time",
          },
        ]
      : []),
  ];
  return bounds.reduce((longest, bound) => (bound.value > longest.value ? bound : longest));
}

const hasOneThread = (id: VariantId) => !id.startsWith("go/") && id !== "ts/threads";

const A_CONNECTION_EACH: readonly VariantId[] = [
  "ts/new-connection",
  "python/requests",
  "python/requests-in-loop",
  "go/new-connection",
];
const ONE_CONNECTION: readonly VariantId[] = [
  "ts/blocking",
  "ts/await-in-loop",
  "ts/await-in-loop-copy",
  "python/session",
  "python/aiohttp-loop",
  "go/serial",
];
const WITH_A_LIMIT: readonly VariantId[] = [
  "ts/bounded",
  "ts/workers",
  "ts/batches",
  "python/gevent",
  "python/threads",
  "go/bounded",
];

function inFlight(id: VariantId, { documents, limit }: FetchConditions): number {
  if (A_CONNECTION_EACH.includes(id) || ONE_CONNECTION.includes(id)) return 1;
  if (WITH_A_LIMIT.includes(id)) return Math.min(limit, documents);
  return id === "python/aiohttp-gather" ? Math.min(AIOHTTP_CONNECTION_LIMIT, documents) : documents;
}

function connectionsOf(id: VariantId, conditions: FetchConditions): number {
  return A_CONNECTION_EACH.includes(id) ? conditions.documents : inFlight(id, conditions);
}

/** requests reads the bundle for every connection, aiohttp once for all. */
function certificateLoads(id: VariantId, connections: number): number {
  if (!id.startsWith("python/")) return 0;
  return id.startsWith("python/aiohttp") ? 1 : connections;
}

function price(value: number, says: string): Primitive {
  return { value, unit: "ms", says };
}
