import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import type { Server, Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { DelayScheduler } from "../../primitives/delay-scheduler.js";
import type { Certificate } from "./certificate.js";
import { CpuMeter } from "./cpu-meter.js";
import { answerWrongly, type DocumentFault } from "./document-fault.js";
import { JourneyGauge } from "./journey-gauge.js";
import type { ServerSettings, TlsVersion } from "./settings.js";

/** One document in the forms in which it is sent. */
export interface ServedDocument {
  readonly plain: Buffer;
  /** Null where the server is not to compress. */
  readonly gzip: Buffer | null;
}

/** What a document server has seen since it was started or reset. */
export interface ServerCounters {
  readonly requests: number;
  /** See {@link JourneyGauge}: requests on their way at the same time, at most. */
  readonly maxInFlight: number;
  /** TLS handshakes completed, resumed ones included. */
  readonly handshakes: number;
  readonly resumedHandshakes: number;
  readonly serverCpuMs: number;
}

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

/** Serves `GET /api/v2/pokemon/{id}` for ids from 1 up, and 404 as JSON for everything else. */
export class DocumentServer {
  /** A change takes effect with the next request. */
  settings: ServerSettings;
  /** The listening side; bind it to a loopback address. */
  readonly server: Server;
  readonly #documents: readonly ServedDocument[];
  readonly #scheduler = new DelayScheduler();
  readonly #gauge = new JourneyGauge();
  readonly #cpu = new CpuMeter();
  #counts = { requests: 0, handshakes: 0, resumedHandshakes: 0 };
  #faultMet: DocumentFault | null = null;
  /** Connections of TCP that are open, by the client's port: a request over TLS knows only what is wrapped around. */
  readonly #connections = new Map<number, Socket>();

  /**
   * @param documents the one with id 1 first.
   * @param certificate null for plain HTTP.
   */
  constructor(
    documents: readonly ServedDocument[],
    settings: ServerSettings,
    { tls, http2, certificate }: { tls: TlsVersion; http2: boolean; certificate: Certificate | null },
  ) {
    this.#documents = documents;
    this.settings = settings;
    this.server = listeningSide(tls, http2, certificate, (request, response) =>
      this.#serve(request, response),
    );
    this.server.on("connection", (connection: Socket) => {
      const { remotePort } = connection;
      if (remotePort === undefined) return;
      this.#connections.set(remotePort, connection);
      connection.once("close", () => this.#connections.delete(remotePort));
    });
    this.server.on("secureConnection", (socket: TLSSocket) => {
      this.#counts.handshakes++;
      if (socket.isSessionReused()) this.#counts.resumedHandshakes++;
    });
  }

  counters(): ServerCounters {
    return { ...this.#counts, maxInFlight: this.#gauge.most, serverCpuMs: this.#cpu.usedMs };
  }

  /** Starts counting anew; a fault that a request has met will meet another. */
  reset(): void {
    this.#faultMet = null;
    this.#counts = { requests: 0, handshakes: 0, resumedHandshakes: 0 };
    this.#gauge.reset();
    this.#cpu.reset();
  }

  #serve(request: Request, response: Response): void {
    this.#counts.requests++;
    const nowMs = this.#scheduler.now();
    this.#gauge.begin(nowMs);
    let left = false;
    const leave = () => {
      if (!left) this.#gauge.end(this.#scheduler.now(), this.settings.rttMs);
      left = true;
    };
    response.once("close", leave);
    const fault = this.#faultFor(request);
    const answer = () => {
      leave();
      if (!response.destroyed) this.#answer(request, response, fault);
    };
    const waitMs = this.settings.serviceMs + (fault?.lateMs ?? 0);
    if (waitMs === 0) answer();
    else this.#scheduler.at(nowMs + waitMs, answer);
  }

  /** The fault that this request meets: the first for its document does. */
  #faultFor(request: Request): DocumentFault | null {
    const { fault } = this.settings;
    if (!fault || fault === this.#faultMet || request.httpVersionMajor > 1) return null;
    if (idIn(request) !== String(fault.document)) return null;
    this.#faultMet = fault;
    return fault;
  }

  #answer(request: Request, response: Response, fault: DocumentFault | null): void {
    const id = idIn(request);
    const document = id && request.method === "GET" ? this.#documents[Number(id) - 1] : undefined;
    if (!document) {
      const expected = `expected GET /api/v2/pokemon/{id} with an id from 1 to ${this.#documents.length}`;
      send(response, 404, {}, Buffer.from(JSON.stringify({ error: expected })));
      return;
    }
    if (fault && fault.kind !== "late") {
      const connection = this.#connections.get(request.socket.remotePort ?? 0);
      if (connection) answerWrongly(fault.kind, connection, response as ServerResponse, document.plain);
      return;
    }
    const gzip = acceptsGzip(request.headers["accept-encoding"]) ? document.gzip : null;
    const headers = { vary: "accept-encoding", ...(gzip && { "content-encoding": "gzip" }) };
    send(response, 200, headers, gzip ?? document.plain);
  }
}

function idIn({ url = "" }: Request): string | undefined {
  return /^\/api\/v2\/pokemon\/([1-9]\d{0,8})$/.exec(url)?.[1];
}

function send(response: Response, status: number, headers: Record<string, string>, body: Buffer): void {
  const all = {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.length,
    ...headers,
  };
  // The two kinds of response have no common signature, but these calls are the same.
  (response as ServerResponse).writeHead(status, all).end(body);
}

function acceptsGzip(acceptEncoding: string | string[] | undefined): boolean {
  return String(acceptEncoding ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.split(";").map((part) => part.trim()))
    .some(
      ([name, ...weights]) =>
        (name === "gzip" || name === "*") && !weights.some((q) => /^q=0(\.0*)?$/.test(q)),
    );
}

function listeningSide(
  tls: TlsVersion,
  http2: boolean,
  certificate: Certificate | null,
  serve: (request: Request, response: Response) => void,
): Server {
  const server = createListeningSide(tls, http2, certificate, serve);
  // Idle connections are never cut: whether a client reuses its connections must be the client's doing alone.
  // As properties, because the HTTP/2 server takes no such options for its clients of HTTP/1.1.
  return Object.assign(server, { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 });
}

function createListeningSide(
  tls: TlsVersion,
  http2: boolean,
  certificate: Certificate | null,
  serve: (request: Request, response: Response) => void,
): Server {
  if (!certificate || tls === "off") return createServer({ noDelay: true }, serve);
  const version = `TLSv${tls}` as const;
  const { certificate: cert, privateKey: key } = certificate;
  const options = { key, cert, minVersion: version, maxVersion: version, noDelay: true };
  return http2
    ? createSecureServer({ ...options, allowHTTP1: true }, serve)
    : createHttpsServer(options, serve);
}
