import { describe, expect, it, onTestFinished } from "vitest";
import { RunError, UsageError } from "../../lib/errors.js";
import { bounded } from "../../lib/strategies/bounded.js";
import { gather } from "../../lib/strategies/gather.js";
import { serial } from "../../lib/strategies/serial.js";
import { decodeName } from "../../lib/workloads/decode-name.js";
import { type DocumentClientOptions, openDocumentClient } from "../../lib/workloads/fetch-document.js";
import { settle } from "../support/controlled-work.js";
import { startDocumentServer } from "./document-server.js";

const ids = Array.from({ length: 20 }, (_, index) => index + 1);
const names = ids.map((id) => `name-${id}`);

describe("a document client", () => {
  it("awaited in a loop fetches everything over one kept-alive connection", async () => {
    const { server, client, fetchName } = await start({ connectionLimit: 1 });
    expect(await serial(ids, fetchName)).toEqual(names);
    expect(server).toMatchObject({
      connectionCount: 1,
      requestCount: 20,
      maxInFlightCount: 1,
      gzipCount: 20,
    });
    expect(client.stats()).toEqual({
      requestCount: 20,
      connectionCount: 1,
      inFlightCount: 0,
      maxInFlightCount: 1,
    });
  });

  it("opens a new connection for each request when asked to", async () => {
    const { server, client, fetchName } = await start({ connection: "new-each", connectionLimit: 1 });
    expect(await serial(ids, fetchName)).toEqual(names);
    expect(server.connectionCount).toBe(20);
    expect(client.stats().connectionCount).toBe(20);
  });

  it("opens as many connections as it has requests in flight", async () => {
    const { server, client, fetchName } = await start({});
    expect(await gather(ids, fetchName)).toEqual(names);
    expect(server.connectionCount).toBe(20);
    expect(client.stats()).toMatchObject({ connectionCount: 20, maxInFlightCount: 20 });
  });

  it("opens no more connections than its limit, whatever is in flight", async () => {
    const { server, fetchName } = await start({ connectionLimit: 5 });
    await bounded([...ids, ...ids, ...ids], fetchName, { limit: 5 });
    await gather(ids, fetchName);
    expect(server.connectionCount).toBe(5);
    expect(server.maxInFlightCount).toBeLessThanOrEqual(5);
  });

  it("takes documents that are not gzipped", async () => {
    const { server, fetchName } = await start({ gzip: false });
    expect(await serial([1, 2], fetchName)).toEqual(["name-1", "name-2"]);
    expect(server.gzipCount).toBe(0);
  });

  it.each([
    [404, "Document 404: Expected status 200, got 404"],
    [407, "Document 407: other side closed"],
  ])("names the document that failed: %i", async (id, message) => {
    const { client } = await start({});
    const failed = client.fetchBytes(id);
    await expect(failed).rejects.toThrow(RunError);
    await expect(failed).rejects.toThrow(message);
    expect(decodeName(await client.fetchBytes(1))).toBe("name-1");
  });

  it("names the document when nobody listens at the origin", async () => {
    const client = openDocumentClient({ origin: "http://127.0.0.1:1" });
    await expect(client.fetchBytes(7)).rejects.toThrow(/^Document 7: .*ECONNREFUSED/);
    await client.close();
  });

  it("ends a request under way when its signal aborts, with the signal's reason", async () => {
    const { server, client } = await start({});
    const cancel = new AbortController();
    const waiting = client.fetchBytes(408, cancel.signal);
    while (server.requestCount === 0) await settle();
    cancel.abort("enough");
    await expect(waiting).rejects.toBe("enough");
    while (server.abandonedCount === 0) await settle();
    expect(client.stats().inFlightCount).toBe(0);
    await expect(client.fetchBytes(1, cancel.signal)).rejects.toBe("enough");
    expect(server.requestCount).toBe(1);
  });

  it("ends a request that waits for a connection when its signal aborts", async () => {
    const { server, client } = await start({ connectionLimit: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const waiting = [client.fetchBytes(408, first.signal), client.fetchBytes(1, second.signal)];
    const settled = Promise.allSettled(waiting);
    while (server.requestCount === 0) await settle();
    second.abort("second");
    first.abort("first");
    expect(await settled).toMatchObject([{ reason: "first" }, { reason: "second" }]);
    expect(decodeName(await client.fetchBytes(2))).toBe("name-2");
    expect(server.requestCount).toBe(2);
  });

  it("refuses what is no origin or no limit, with a sentence", () => {
    expect(() => openDocumentClient({ origin: "127.0.0.1" })).toThrow(UsageError);
    expect(() => openDocumentClient({ origin: "ftp://127.0.0.1" })).toThrow(/such as https:.*got `ftp:/);
    expect(() => openDocumentClient({ origin: "http://127.0.0.1", connectionLimit: 0 })).toThrow(
      /Expected `connectionLimit` to be an integer from 1 up, got `0` \(number\)/,
    );
  });
});

describe("decodeName", () => {
  it.each([
    ["no JSON", /Expected a document in JSON/],
    ["{}", /Expected a document with a name, got `{}` \(object\)/],
    ["null", /got `null` \(null\)/],
  ])("refuses %s", (text, message) => {
    expect(() => decodeName(Buffer.from(text))).toThrow(message);
  });
});

async function start(options: Omit<DocumentClientOptions, "origin">) {
  const server = await startDocumentServer();
  const client = openDocumentClient({ origin: server.origin, ...options });
  onTestFinished(() => client.close());
  const fetchName = async (id: number, _index: number, signal: AbortSignal) =>
    decodeName(await client.fetchBytes(id, signal));
  return { server, client, fetchName };
}
