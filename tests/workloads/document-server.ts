import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { onTestFinished } from "vitest";

export interface DocumentServer {
  readonly origin: string;
  connectionCount: number;
  requestCount: number;
  inFlightCount: number;
  maxInFlightCount: number;
  /** How many requests asked for gzip. */
  gzipCount: number;
  /** Requests whose connection the client closed before the answer. */
  abandonedCount: number;
}

/**
 * A small server of documents: number n is named `name-n`, and gzipped when asked for; 404 answers with that status,
 * 405 sends no JSON, 406 a document without a name, 407 half a document, and 408 never answers.
 */
export async function startDocumentServer(): Promise<DocumentServer> {
  const counts = {
    connectionCount: 0,
    requestCount: 0,
    inFlightCount: 0,
    maxInFlightCount: 0,
    gzipCount: 0,
    abandonedCount: 0,
  };
  const server = createServer((request, response) => {
    counts.requestCount += 1;
    counts.inFlightCount += 1;
    counts.maxInFlightCount = Math.max(counts.maxInFlightCount, counts.inFlightCount);
    response.on("close", () => {
      counts.inFlightCount -= 1;
      if (!response.writableFinished) counts.abandonedCount += 1;
    });
    const id = Number(/^\/api\/v2\/pokemon\/(\d+)$/.exec(request.url ?? "")?.[1]);
    const text =
      id === 405
        ? "no JSON"
        : id === 406
          ? "{}"
          : JSON.stringify({ id, name: `name-${id}`, moves: Array(2000).fill(id) });
    const gzip = request.headers["accept-encoding"] === "gzip";
    if (gzip) counts.gzipCount += 1;
    const body = gzip ? gzipSync(text) : Buffer.from(text);
    if (id === 408) return;
    response.writeHead(id === 404 ? 404 : 200, {
      "content-length": body.length,
      ...(gzip && { "content-encoding": "gzip" }),
    });
    // A turn later, so that requests sent together are in flight together.
    setImmediate(() => {
      if (id === 407) response.write(body.subarray(0, 10), () => response.destroy());
      else response.end(body);
    });
  });
  server.on("connection", () => {
    counts.connectionCount += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(counts, { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
