import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type ClientRequest, get as httpGet, type IncomingMessage } from "node:http";
import { get as httpsGet } from "node:https";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { UsageError } from "../../../lib/errors.js";
import { type DocumentFault, type FaultKind, readFault } from "../../../lib/servers/origin/document-fault.js";
import type { Origin } from "../../../lib/servers/origin/origin.js";
import { startOrigin } from "../../../lib/servers/origin/start-origin.js";

const FAULTY = 2;
const LATE_MS = 300;

const origins = {
  "over TLS": await startOrigin({ documents: 3, rttMs: 0, namesOnly: true }),
  "without TLS": await startOrigin({ documents: 3, rttMs: 0, namesOnly: true, tls: "off" }),
};

afterAll(() => Promise.all(Object.values(origins).map((origin) => origin.stop())));

/** What a client sees: the status and the body, or why there is none. */
async function ask({ url, trust }: Origin, id = FAULTY): Promise<{ said: string; headers: object }> {
  const address = `${url}/api/v2/pokemon/${id}`;
  const request: ClientRequest = trust
    ? httpsGet(address, { agent: false, ca: readFileSync(trust.certificateFile) })
    : httpGet(address, { agent: false });
  try {
    const [response] = (await once(request, "response")) as [IncomingMessage];
    let body = "";
    for await (const text of response.setEncoding("utf8")) body += text;
    return { said: `${response.statusCode} ${body}`, headers: response.headers };
  } catch (error) {
    return { said: (error as Error).message, headers: {} };
  }
}

const expected: Record<Exclude<FaultKind, "late">, { said: RegExp; headers?: object }> = {
  "status-500": { said: /^500 <html>.*Internal Server Error/, headers: { "content-type": "text/html" } },
  "status-429": { said: /^429 <html>.*Too Many Requests/, headers: { "retry-after": "1" } },
  truncated: { said: /^aborted$/ },
  malformed: { said: /^200 \{"id":2,"name":"ivysaur"$/ },
  reset: { said: /^(socket hang up|read ECONNRESET)$/ },
};

describe.each(Object.entries(origins))("a fault of the origin, %s", (_, origin) => {
  const whole = '200 {"id":2,"name":"ivysaur"}';

  beforeEach(() => origin.configure({ fault: null }));

  it.each(Object.entries(expected))(
    "%s meets the first request for its document, and the next after a reset",
    async (kind, { said, headers = {} }) => {
      await origin.configure({ fault: { document: FAULTY, kind: kind as FaultKind } });
      expect((await ask(origin, 1)).said).toBe('200 {"id":1,"name":"bulbasaur"}');
      const first = await ask(origin);
      expect(first.said).toMatch(said);
      expect(first.headers).toMatchObject(headers);
      expect((await ask(origin)).said).toBe(whole);
      await origin.reset();
      expect((await ask(origin)).said).toMatch(said);
    },
  );

  it("late sends the document, when its time has come", async () => {
    await origin.configure({ fault: { document: FAULTY, kind: "late", lateMs: LATE_MS } });
    const startMs = performance.now();
    expect((await ask(origin)).said).toBe(whole);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(LATE_MS);
  });

  it("is no more once it is taken back, and stays while other settings change", async () => {
    await origin.configure({ fault: { document: FAULTY, kind: "status-500" } });
    await origin.configure({ serviceMs: 0 });
    expect((await ask(origin)).said).toMatch(/^500/);
    await origin.configure({ fault: null });
    await origin.reset();
    expect((await ask(origin)).said).toBe(whole);
  });
});

describe("readFault", () => {
  it("takes null and faults", () => {
    const faults: (DocumentFault | null)[] = [
      null,
      { document: 1, kind: "reset" },
      { document: 898, kind: "late", lateMs: 0 },
    ];
    for (const fault of faults) expect(readFault(fault)).toBe(fault);
  });

  it.each([
    undefined,
    "reset",
    {},
    { document: 0, kind: "reset" },
    { document: 1, kind: "slow" },
    { document: 1, kind: "late" },
    { document: 1, kind: "late", lateMs: 60_001 },
    { document: 1, kind: "reset", lateMs: 5 },
  ])("refuses %o", (value) => {
    expect(() => readFault(value)).toThrow(UsageError);
  });
});
