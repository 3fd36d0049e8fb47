import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { Agent, get as httpGet, type IncomingHttpHeaders } from "node:http";
import { connect as connectHttp2, type IncomingHttpHeaders as Http2Headers } from "node:http2";
import { get as httpsGet, Agent as TlsAgent } from "node:https";
import { createServer } from "node:net";
import { rootCertificates } from "node:tls";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { RunError, UsageError } from "../../../lib/errors.js";
import { compiledModule } from "../../../lib/paths.js";
import { buildDocument } from "../../../lib/servers/origin/documents.js";
import type { Origin } from "../../../lib/servers/origin/origin.js";
import { firstPokemon } from "../../../lib/servers/origin/pokemon-table.js";
import { type OriginOptions, startOrigin } from "../../../lib/servers/origin/start-origin.js";
import { isAlive } from "../../support/is-alive.js";

const RTT_MS = 10;
const REQUESTS = 20;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One client: at most `maxSockets` kept-alive connections, or a new one for each request. */
class Client {
  readonly #agent: Agent;
  readonly #origin: Origin;
  readonly #ca: Buffer | undefined;

  constructor(origin: Origin, options: { keepAlive: boolean; maxSockets?: number; resume?: boolean }) {
    const { resume = false, ...rest } = options;
    this.#origin = origin;
    this.#ca = origin.trust ? readFileSync(origin.trust.certificateFile) : undefined;
    this.#agent = origin.trust
      ? new TlsAgent({ ...rest, maxCachedSessions: resume ? 10 : 0 })
      : new Agent(rest);
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const url = this.#origin.url + path;
    const options = { agent: this.#agent, headers, ...(this.#ca && { ca: this.#ca }) };
    const request = this.#ca ? httpsGet(url, options) : httpGet(url, options);
    const [response] = await once(request, "response");
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
  }

  async getInTurn(count: number): Promise<number> {
    const startMs = performance.now();
    for (let id = 1; id <= count; id++) await this.get(documentPath(id));
    return performance.now() - startMs;
  }

  close(): void {
    this.#agent.destroy();
  }
}

function documentPath(id: number): string {
  return `/api/v2/pokemon/${id}`;
}

describe("a local origin", () => {
  let origin: Origin;
  const clients: Client[] = [];

  function client(options: ConstructorParameters<typeof Client>[1]): Client {
    const made = new Client(origin, options);
    clients.push(made);
    return made;
  }

  beforeAll(async () => {
    origin = await startOrigin({ documents: REQUESTS, rttMs: RTT_MS });
  });
  afterEach(async () => {
    for (const used of clients.splice(0)) used.close();
    await origin.configure({ rttMs: RTT_MS, serviceMs: 0 });
  });
  afterAll(() => origin.stop());

  it("sends each document as it was built, compressed only for clients that ask", async () => {
    const one = client({ keepAlive: true, maxSockets: 1 });
    for (const pokemon of firstPokemon(3)) {
      const expected = buildDocument(pokemon);
      const plain = await one.get(documentPath(pokemon.id));
      expect(plain.headers).toMatchObject({
        "content-type": "application/json; charset=utf-8",
        vary: "accept-encoding",
      });
      expect(plain.headers).not.toHaveProperty("content-encoding");
      expect(plain.body.equals(expected)).toBe(true);
      const packed = await one.get(documentPath(pokemon.id), { "accept-encoding": "br;q=1.0, GZIP;q=0.8" });
      expect(packed.headers["content-encoding"]).toBe("gzip");
      expect(Number(packed.headers["content-length"])).toBe(packed.body.length);
      expect(gunzipSync(packed.body).equals(expected)).toBe(true);
    }
  });

  it.each(["", "br", "gzip;q=0", "gzip; q=0.000", "xgzip"])(
    "does not compress for `accept-encoding: %s`",
    async (coding) => {
      const { headers } = await client({ keepAlive: false }).get(documentPath(1), {
        "accept-encoding": coding,
      });
      expect(headers).not.toHaveProperty("content-encoding");
    },
  );

  it.each([
    "/",
    "/api/v2/pokemon/0",
    "/api/v2/pokemon/21",
    "/api/v2/pokemon/01",
    "/api/v2/pokemon/1/",
    "/api/v2/berry/1",
  ])("answers 404 in JSON for %s", async (path) => {
    const { status, headers, body } = await client({ keepAlive: false }).get(path);
    expect(status).toBe(404);
    expect(headers["content-type"]).toContain("application/json");
    expect(JSON.parse(body.toString()).error).toContain("an id from 1 to 20");
  });

  it("puts a round trip before each answer on one kept-alive connection", async () => {
    const one = client({ keepAlive: true, maxSockets: 1 });
    await one.get(documentPath(1));
    await origin.reset();
    expect(await one.getInTurn(REQUESTS)).toBeGreaterThanOrEqual(REQUESTS * RTT_MS);
    const counters = await origin.counters();
    expect(counters).toMatchObject({
      connections: 0,
      maxOpen: 0,
      requests: REQUESTS,
      maxInFlight: 1,
      handshakes: 0,
    });
    expect(counters!.bytesDown).toBeGreaterThan(
      firstPokemon(REQUESTS).reduce((sum, row) => sum + row.jsonBytes, 0),
    );
    expect(counters!.bytesUp).toBeGreaterThan(REQUESTS * 50);
    expect(counters!.serverCpuMs).toBeGreaterThan(0);
    expect(counters!.relayCpuMs).toBeGreaterThan(0);
  });

  it("puts three round trips before each answer on a new connection: TCP, TLS 1.3, the request", async () => {
    await origin.reset();
    const count = 10;
    expect(await client({ keepAlive: false }).getInTurn(count)).toBeGreaterThanOrEqual(count * 3 * RTT_MS);
    expect(await origin.counters()).toMatchObject({
      connections: count,
      requests: count,
      maxInFlight: 1,
      handshakes: count,
      resumedHandshakes: 0,
    });
  });

  it("tells resumed handshakes apart", async () => {
    await origin.reset();
    await client({ keepAlive: false, resume: true }).getInTurn(3);
    const { handshakes, resumedHandshakes } = (await origin.counters())!;
    expect(handshakes).toBe(3);
    expect(resumedHandshakes).toBeGreaterThan(0);
  });

  it("counts requests at once as their clients see them, and connections open together", async () => {
    const many = client({ keepAlive: true });
    await Promise.all(Array.from({ length: 8 }, () => many.get(documentPath(1))));
    await origin.configure({ rttMs: 200 });
    await origin.reset();
    await Promise.all(Array.from({ length: 8 }, (_, index) => many.get(documentPath(index + 1))));
    expect(await origin.counters()).toMatchObject({
      requests: 8,
      maxInFlight: 8,
      maxOpen: 0,
      connections: 0,
    });
  });

  it("counts connections open together, without those opened before the last reset", async () => {
    await client({ keepAlive: true }).get(documentPath(1));
    await origin.reset();
    const many = client({ keepAlive: true });
    await Promise.all(Array.from({ length: 5 }, () => many.get(documentPath(1))));
    await many.get(documentPath(1));
    expect(await origin.counters()).toMatchObject({ connections: 5, maxOpen: 5, requests: 6, handshakes: 5 });
  });

  it("changes its round-trip and service times while it runs", async () => {
    const one = client({ keepAlive: true, maxSockets: 1 });
    await one.get(documentPath(1));
    await origin.configure({ rttMs: 60 });
    expect(await one.getInTurn(2)).toBeGreaterThanOrEqual(2 * 60);
    await origin.configure({ rttMs: 0, serviceMs: 40 });
    expect(await one.getInTurn(2)).toBeGreaterThanOrEqual(2 * 40);
  });

  it.each([{ rttMs: -1 }, { rttMs: 1e9 }, { serviceMs: Number.NaN }])(
    "refuses to be set to %o",
    async (changes) => {
      const refused = origin.configure(changes);
      await expect(refused).rejects.toThrow(UsageError);
      await expect(refused).rejects.toThrow(
        /expected `(rtt|service)Ms` to be a number of milliseconds from 0 to/,
      );
    },
  );

  it("serves its control port beside the documents", async () => {
    const { server, relay } = origin.controlUrls!;
    expect(await (await fetch(`${relay}/counters`)).json()).toHaveProperty("relayCpuMs");
    expect((await fetch(`${server}/settings`, { method: "POST", body: "no JSON" })).status).toBe(400);
    expect((await fetch(`${server}/settings`, { method: "POST", body: '{"rtt":1}' })).status).toBe(400);
    expect((await fetch(`${server}/nothing`)).status).toBe(404);
  });

  it("writes a bundle of the usual size with the test certificate at its end", () => {
    const { certificateFile, caBundleFile } = origin.trust!;
    const bundle = readFileSync(caBundleFile, "utf8");
    expect(bundle.match(/BEGIN CERTIFICATE/g)).toHaveLength(rootCertificates.length + 1);
    expect(bundle.endsWith(readFileSync(certificateFile, "utf8"))).toBe(true);
  });
});

describe("other kinds of origin", () => {
  async function withOrigin(
    options: Partial<OriginOptions>,
    use: (origin: Origin) => Promise<void>,
  ): Promise<void> {
    const origin = await startOrigin({ documents: 2, rttMs: 0, ...options });
    try {
      await use(origin);
    } finally {
      await origin.stop();
    }
  }

  it("speaks plain HTTP without TLS, and compresses for nobody when told so", () =>
    withOrigin({ tls: "off", gzip: false }, async (origin) => {
      expect(origin.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(origin.trust).toBeNull();
      const client = new Client(origin, { keepAlive: false });
      const { status, headers } = await client.get(documentPath(2), { "accept-encoding": "gzip" });
      expect(status).toBe(200);
      expect(headers).not.toHaveProperty("content-encoding");
    }));

  it("speaks TLS 1.2, one round trip more", () =>
    withOrigin({ tls: "1.2", rttMs: RTT_MS }, async (origin) => {
      const client = new Client(origin, { keepAlive: false });
      expect(await client.getInTurn(2)).toBeGreaterThanOrEqual(2 * 4 * RTT_MS);
    }));

  it("speaks HTTP/2 with clients that choose it, and HTTP/1.1 with the others", () =>
    withOrigin({ http2: true }, async (origin) => {
      expect((await new Client(origin, { keepAlive: false }).get(documentPath(1))).status).toBe(200);
      const session = connectHttp2(origin.url, { ca: readFileSync(origin.trust!.certificateFile) });
      const statuses = await Promise.all(
        [1, 2, 3].map(async (id) => {
          const stream = session.request({ ":path": documentPath(id) });
          const [headers] = (await once(stream, "response")) as [Http2Headers];
          stream.resume();
          await once(stream, "end");
          return headers[":status"];
        }),
      );
      session.close();
      expect(statuses).toEqual([200, 200, 404]);
      expect(await origin.counters()).toMatchObject({ connections: 2, requests: 4 });
    }));
});

describe("starting and ending", () => {
  it.each([
    [{ documents: 0 }, /number of documents to be an integer from 1 to 898, came `0`/],
    [{ documents: 1, rttMs: -5 }, /`rttMs` to be a number of milliseconds from 0 to 10000, came `-5`/],
    [{ documents: 1, tls: "1.1" }, /`tls` to be one of 1\.3, 1\.2, off, came `1\.1`/],
    [{ documents: 1, tls: "off", http2: true }, /expected `tls` with `http2`/],
    [{ documents: 1, port: 70_000 }, /`port` to be an integer from 0 to 65535/],
  ])("refuses %o", async (options, sentence) => {
    const refused = startOrigin(options as OriginOptions);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(sentence);
  });

  it("says which port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    const refused = startOrigin({ documents: 1, port });
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(`expected a free port, came ${port}, which is taken`);
    taken.close();
  });

  it("gives up a start that is aborted", async () => {
    const reason = new Error("enough");
    const starting = startOrigin({ documents: 898, signal: AbortSignal.abort(reason) });
    await expect(starting).rejects.toBe(reason);
    const midway = new AbortController();
    const later = startOrigin({ documents: 898, signal: midway.signal });
    midway.abort(reason);
    await expect(later).rejects.toBe(reason);
  });

  it("ends, removes its files, and says so when asked further", async () => {
    const origin = await startOrigin({ documents: 1 });
    await origin.stop();
    await origin.stop();
    expect(existsSync(origin.trust!.caBundleFile)).toBe(false);
    await expect(origin.counters()).rejects.toThrow(RunError);
    await expect(fetch(origin.controlUrls!.relay!)).rejects.toThrow();
  });

  it("ends and removes its files when the process that started it is killed", async () => {
    const starter = `
      import { startOrigin } from ${JSON.stringify(pathToFileURL(compiledModule("servers/origin/start-origin.js")).href)};
      const { controlUrls, trust } = await startOrigin({ documents: 1 });
      console.log(JSON.stringify({ controlUrls, trust }));
      setInterval(() => {}, 1000);`;
    const harness = spawn(process.execPath, ["--input-type=module", "--eval", starter], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [line] = await once(harness.stdout, "data");
    const { controlUrls, trust } = JSON.parse(line);
    expect(existsSync(trust.caBundleFile)).toBe(true);
    harness.kill("SIGKILL");
    await once(harness, "exit");
    await expect.poll(() => existsSync(trust.caBundleFile), { timeout: 10_000 }).toBe(false);
    for (const url of Object.values<string>(controlUrls)) {
      await expect
        .poll(
          () =>
            fetch(`${url}/counters`).then(
              () => "answers",
              () => "gone",
            ),
          { timeout: 10_000 },
        )
        .toBe("gone");
    }
  });
});

describe("the origin's programs", () => {
  const program = (name: string, argument: string) =>
    spawn(process.execPath, [compiledModule("servers/origin", name), argument], { stdio: "pipe" });

  it("print a report, serve on loopback, and print their usage when standard input closes", async () => {
    const server = program("origin-server-program.js", '{"documents":1,"tls":"off"}');
    const lines: string[] = [];
    server.stdout
      .setEncoding("utf8")
      .on("data", (text: string) => lines.push(...text.split("\n").filter(Boolean)));
    await expect.poll(() => lines.length, { timeout: 10_000 }).toBe(1);
    const report = JSON.parse(lines[0]!);
    expect(report).toEqual({ protocol: 1, port: expect.any(Number), ports: { control: expect.any(Number) } });
    await (await fetch(`http://127.0.0.1:${report.port}${documentPath(1)}`)).arrayBuffer();
    server.kill("SIGINT");
    server.stdin.end();
    const [code] = await once(server, "close");
    expect(code).toBe(0);
    const account = JSON.parse(lines[1]!);
    expect(account.counters).toMatchObject({ requests: 1, maxInFlight: 1, handshakes: 0 });
    expect(account.usage.self.userMs).toBeGreaterThan(0);
    expect(account.usage.self.peakRssBytes).toBeGreaterThan(10_000_000);
    expect(isAlive(server.pid!)).toBe(false);
  });

  it.each([
    ["origin-server-program.js", "not JSON", "expected one argument, a JSON object"],
    ["origin-server-program.js", '{"documents":1,"address":"0.0.0.0"}', "came `address` (string)"],
    ["relay-program.js", "{}", "expected `upstreamPort` to be an integer from 0 to 65535"],
  ])("%s ends with 2 and a sentence for %s", async (name, argument, sentence) => {
    const refused = program(name, argument);
    let stderr = "";
    refused.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const [code] = await once(refused, "close");
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
