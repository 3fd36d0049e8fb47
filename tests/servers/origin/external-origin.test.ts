import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { RunError, UsageError } from "../../../lib/errors.js";
import { listenOnLoopback } from "../../../lib/servers/loopback.js";
import { externalOrigin } from "../../../lib/servers/origin/external-origin.js";
import { startOrigin } from "../../../lib/servers/origin/start-origin.js";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  return `http://127.0.0.1:${await listenOnLoopback(server)}`;
}

describe("externalOrigin", () => {
  it("uses a server that has the document, and knows nothing of its insides", async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url);
      response.end('{"name":"bulbasaur"}');
    });
    const origin = await externalOrigin(`${url}/`);
    expect(asked).toEqual(["/api/v2/pokemon/1"]);
    expect(origin).toMatchObject({ url, controlUrls: null, trust: null });
    expect(await origin.counters()).toBeNull();
    await origin.reset();
    await expect(origin.configure({ rttMs: 1 })).rejects.toThrow(UsageError);
    await origin.stop();
  });

  it.each([
    "pokeapi.co",
    "ftp://127.0.0.1",
    "http://127.0.0.1/api",
    "http://127.0.0.1/?a=b",
    "http://a:b@127.0.0.1",
    "",
  ])("refuses the URL `%s`", async (url) => {
    await expect(externalOrigin(url)).rejects.toThrow(UsageError);
    await expect(externalOrigin(url)).rejects.toThrow(/expected an http or https URL without a path/);
  });

  it.each<[string, RequestListener, RegExp]>([
    ["404", (_, response) => response.writeHead(404).end("{}"), /to answer 200, came 404/],
    [
      "a redirect",
      (_, response) => response.writeHead(302, { location: "/" }).end(),
      /to answer 200, came 302/,
    ],
    ["no JSON", (_, response) => response.end("<html>"), /to be a JSON object with a name, came `null`/],
    ["no name", (_, response) => response.end('{"id":1}'), /with a name, came `{"id":1}` \(object\)/],
    ["a reset", (request) => request.socket.destroy(), /cannot reach 127\.0\.0\.1:\d+/],
  ])("says what is wrong with a server that answers %s", async (_, listener, sentence) => {
    const refused = externalOrigin(await serve(listener));
    await expect(refused).rejects.toThrow(RunError);
    await expect(refused).rejects.toThrow(sentence);
  });

  it("says that a server refuses", async () => {
    const url = await serve(() => {});
    servers.pop()!.close();
    await expect(externalOrigin(url)).rejects.toThrow(/127\.0\.0\.1:\d+ refuses connections/);
  });

  it("says that it cannot speak TLS: a certificate that nobody trusts, and a server without TLS", async () => {
    const origin = await startOrigin({ documents: 1, rttMs: 0 });
    await expect(externalOrigin(origin.url)).rejects.toThrow(
      /cannot speak TLS with 127\.0\.0\.1:\d+: .*self-signed/,
    );
    await origin.stop();
    const plain = await serve((_, response) => response.end());
    await expect(externalOrigin(plain.replace("http:", "https:"))).rejects.toThrow(/cannot speak TLS/);
  });

  it("gives up when told to", async () => {
    const reason = new Error("enough");
    const url = await serve(() => {});
    await expect(externalOrigin(url, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
