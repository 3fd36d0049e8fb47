import type { Origin } from "../../servers/origin/origin.js";
import { type OriginOptions, startOrigin } from "../../servers/origin/start-origin.js";

/** What the programs of `why` meet, each a step away from the one before but for HTTP/2, which is beside them. */
export type Network = "essay" | "http2" | "plain" | "uncompressed" | "names";

const networks: Readonly<Record<Network, Partial<OriginOptions>>> = {
  essay: {},
  http2: { http2: true },
  plain: { tls: "off" },
  uncompressed: { tls: "off", gzip: false },
  names: { tls: "off", gzip: false, namesOnly: true },
};

/** Starts an origin for each of the networks at once; when one of them fails to start, none is left. */
export async function startNetworks(
  wanted: ReadonlySet<Network>,
  { documents, rttMs }: { readonly documents: number; readonly rttMs: number },
  signal: AbortSignal,
): Promise<ReadonlyMap<Network, Origin>> {
  const names = [...wanted];
  const starts = await Promise.allSettled(
    names.map((name) => startOrigin({ documents, rttMs, ...networks[name], signal })),
  );
  const started = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  const failed = starts.find((start) => start.status === "rejected");
  if (failed) {
    await Promise.all(started.map((origin) => origin.stop()));
    throw failed.reason;
  }
  return new Map(names.map((name, index) => [name, started[index]!]));
}
