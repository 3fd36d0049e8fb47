import { messageOf, RunError, shown, UsageError } from "../../errors.js";
import type { Origin } from "./origin.js";

/** The document that every origin must have; asking for one tells whether the server will do. */
const PROBE = "/api/v2/pokemon/1";
const PROBE_LIMIT_MS = 10_000;

/**
 * Uses a server elsewhere in place of the local origin, after fetching one document from it.
 *
 * @throws {UsageError} unless `url` is http or https with a host and at most a port.
 * @throws {RunError} if the server refuses, is not trusted, has no such document, or sends one of another shape.
 */
export async function externalOrigin(url: string, signal?: AbortSignal): Promise<Origin> {
  const { origin } = parse(url);
  const limit = AbortSignal.timeout(PROBE_LIMIT_MS);
  await probe(origin + PROBE, signal ? AbortSignal.any([signal, limit]) : limit);
  return {
    url: origin,
    controlUrls: null,
    trust: null,
    counters: async () => null,
    reset: async () => {},
    configure: async () => {
      throw new UsageError(
        `expected the local origin, came ${shown(origin)}, which sets its own times; try without \`--origin\``,
      );
    },
    stop: async () => {},
  };
}

function parse(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const bare = parsed && parsed.href === `${parsed.origin}/`;
  if (bare && ["http:", "https:"].includes(parsed.protocol)) return parsed;
  throw new UsageError(
    `expected an http or https URL without a path, came ${shown(url)}; try https://pokeapi.co`,
  );
}

async function probe(url: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal, redirect: "manual" }).catch((thrown: unknown) => {
    throw signal.aborted && !isTimeout(signal) ? signal.reason : new RunError(connectProblem(url, thrown));
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new RunError(
      `expected ${url} to answer 200, came ${response.status}; ${adviceFor(response.status)}`,
    );
  }
  const document = await response.json().catch(() => null);
  const name = typeof document === "object" && document !== null ? document.name : undefined;
  if (typeof name !== "string" || name === "") {
    throw new RunError(
      `expected ${url} to be a JSON object with a name, came ${shown(document)}; try a server that has the PokeAPI's paths`,
    );
  }
}

function adviceFor(status: number): string {
  if (status === 429) return "try again later";
  return status >= 500 ? "try again, or another server" : "try a server that has the PokeAPI's paths";
}

/** fetch hides the reason of a failed connection in the error's cause. */
function connectProblem(url: string, thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const code = String((cause as { code?: unknown }).code ?? "");
  const { host } = new URL(url);
  if (code === "ECONNREFUSED")
    return `${host} refuses connections; try another origin, or without \`--origin\``;
  if (code === "ENOTFOUND") return `there is no host ${host}; check the name`;
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_SSL|ERR_TLS|EPROTO/.test(code)) {
    return `cannot speak TLS with ${host}: ${messageOf(cause)}; try http, or NODE_EXTRA_CA_CERTS with its certificate`;
  }
  if ((cause as Error).name === "TimeoutError")
    return `${host} did not answer within ${PROBE_LIMIT_MS / 1000} s; try again`;
  return `cannot reach ${host}: ${messageOf(cause)}`;
}

function isTimeout(signal: AbortSignal): boolean {
  return (signal.reason as { name?: string }).name === "TimeoutError";
}
