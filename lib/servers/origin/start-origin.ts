import { messageOf, RunError, UsageError } from "../../errors.js";
import { compiledModule } from "../../paths.js";
import type { ProgramCommand } from "../../program.js";
import { ServerProcess } from "../server-process.js";
import type { Origin, OriginChanges, OriginCounters, OriginTrust } from "./origin.js";
import type { TlsVersion } from "./settings.js";

/** How to start a local origin. */
export interface OriginOptions {
  /** How many documents to build, ids 1 up: 1 to 898. Building takes about 2 ms each, compressing included. */
  readonly documents: number;
  /** The round-trip time, 0 to 10,000 ms. Default: 10. */
  readonly rttMs?: number;
  /** From receiving a request to answering it, 0 to 60,000 ms. Default: 0. */
  readonly serviceMs?: number;
  /** Default: `1.3`. */
  readonly tls?: TlsVersion;
  /** Also offers HTTP/2, which clients then choose in the TLS handshake. Default: false. */
  readonly http2?: boolean;
  /** Compresses for clients that ask for it. Default: true. */
  readonly gzip?: boolean;
  /** Serves documents of nothing but id and name, so that decoding costs next to nothing. Default: false. */
  readonly namesOnly?: boolean;
  /** Serves documents of id, name and padding, of so many bytes: 1 to 1,000,000. Default: the real sizes. */
  readonly paddedToBytes?: number;
  /** False for a document server that is reached directly: with no round trip, and with no connections counted. */
  readonly relay?: boolean;
  /** The port to be reached at. Default: 0, any free one. */
  readonly port?: number;
  /** Ends a start under way; an origin that runs is ended with `stop` alone. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts the local origin: a document server and, in front of it, a relay that delays bytes by half the round-trip
 * time each way, each a process of its own. Both listen on 127.0.0.1 only, and end when this process does.
 *
 * @throws {UsageError} for an option out of range, and for a port that is taken.
 */
export async function startOrigin(options: OriginOptions): Promise<Origin> {
  const {
    documents,
    rttMs = 10,
    serviceMs = 0,
    tls = "1.3",
    http2 = false,
    gzip = true,
    namesOnly = false,
    paddedToBytes,
    relay: relayed = true,
    port = 0,
    signal,
  } = options;
  if (!relayed && (rttMs !== 0 || port !== 0)) {
    throw new UsageError(
      "expected `rttMs` and `port` to be 0 without a relay, which is what delays and listens; try leaving out `relay`",
    );
  }
  const server = await ServerProcess.start(
    originProgram("origin-server-program.js"),
    { documents, rttMs, serviceMs, tls, http2, gzip, namesOnly, paddedToBytes },
    signal,
  );
  const scheme = tls === "off" ? "http" : "https";
  if (!relayed) return new LocalOrigin(server, null, scheme);
  try {
    const relay = await ServerProcess.start(
      originProgram("relay-program.js"),
      { upstreamPort: server.report.port, rttMs, port },
      signal,
    );
    return new LocalOrigin(server, relay, scheme);
  } catch (thrown) {
    await server.stop();
    throw thrown;
  }
}

function originProgram(name: string): ProgramCommand {
  return { file: process.execPath, args: [compiledModule("servers", "origin", name)] };
}

class LocalOrigin implements Origin {
  readonly url: string;
  readonly controlUrls: { readonly server: string; readonly relay: string | null };
  readonly trust: OriginTrust | null;
  readonly #server: ServerProcess;
  readonly #relay: ServerProcess | null;

  constructor(server: ServerProcess, relay: ServerProcess | null, scheme: "http" | "https") {
    this.#server = server;
    this.#relay = relay;
    this.url = `${scheme}://127.0.0.1:${(relay ?? server).report.port}`;
    this.controlUrls = { server: controlUrl(server), relay: relay && controlUrl(relay) };
    const { certificate, caBundle } = server.report.files ?? {};
    this.trust = certificate && caBundle ? { certificateFile: certificate, caBundleFile: caBundle } : null;
  }

  async counters(): Promise<OriginCounters | null> {
    if (this.#relay === null) return null;
    const [server, relay] = await Promise.all([this.#askServer("/counters"), this.#askRelay("/counters")]);
    return { ...relay, ...server } as OriginCounters;
  }

  async reset(): Promise<void> {
    await Promise.all([this.#askServer("/reset", {}), this.#askRelay("/reset", {})]);
  }

  async configure({ rttMs, serviceMs, fault }: OriginChanges): Promise<void> {
    // The server first: it checks all values, so that a wrong one changes neither process.
    await this.#askServer("/settings", { rttMs, serviceMs, fault });
    await this.#askRelay("/settings", { rttMs });
  }

  async stop(): Promise<void> {
    await Promise.all([this.#relay?.stop(), this.#server.stop()]);
  }

  #askServer(path: string, body?: object): Promise<object> {
    return ask("document server", this.#server, this.controlUrls.server + path, body);
  }

  /** Without one there is nothing to ask. */
  async #askRelay(path: string, body?: object): Promise<object> {
    if (this.#relay === null) return {};
    return ask("relay", this.#relay, this.controlUrls.relay + path, body);
  }
}

function controlUrl({ report }: ServerProcess): string {
  return `http://127.0.0.1:${report.ports?.control}`;
}

/** With a body it is a POST. */
async function ask(name: string, server: ServerProcess, url: string, body?: object): Promise<object> {
  let response: Response;
  let answer: { error?: string };
  try {
    response = await fetch(url, body ? { method: "POST", body: JSON.stringify(body) } : {});
    answer = (await response.json()) as { error?: string };
  } catch (thrown) {
    throw new RunError(
      `the origin's ${name} ${server.endedBecause ?? `does not answer: ${messageOf(thrown)}`}`,
    );
  }
  if (response.status === 400) throw new UsageError(answer.error);
  if (!response.ok) throw new RunError(`the origin's ${name} answered ${response.status}: ${answer.error}`);
  return answer;
}
