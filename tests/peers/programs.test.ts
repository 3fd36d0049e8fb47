import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { goProgram, pythonProgram } from "../../lib/peers/peer.js";
import type { JobReport, MissingProgram, ProgramCommand } from "../../lib/program.js";
import { digestOf, startFixtureOrigin } from "./fixture-origin.js";
import { startProgram } from "./run-program.js";

const origin = await startFixtureOrigin();
afterAll(() => origin.close());
beforeEach(() => origin.reset());

const DOCUMENTS = 12;
const LIMIT = 4;

interface Expected {
  /** The most requests that the server sees open at once, and the program counts. */
  readonly maxInFlight: number;
  /** Connections that the server accepts, where the program decides it. */
  readonly connections?: number;
}

const serial = { maxInFlight: 1, connections: 1 };
const everyProgram: Record<string, Expected> = {
  "go fetch-serial": serial,
  "go fetch-new-connection": { maxInFlight: 1, connections: DOCUMENTS },
  "go fetch-goroutines": { maxInFlight: DOCUMENTS },
  "go fetch-goroutines-checked": { maxInFlight: DOCUMENTS },
  "go fetch-goroutines-retrying": { maxInFlight: DOCUMENTS },
  "go fetch-bounded": { maxInFlight: LIMIT, connections: LIMIT },
  "python fetch_requests": { maxInFlight: 1, connections: DOCUMENTS },
  "python fetch_prepared_context": { maxInFlight: 1, connections: DOCUMENTS },
  "python fetch_session": serial,
  "python fetch_aiohttp_loop": serial,
  "python fetch_aiohttp_gather": { maxInFlight: DOCUMENTS },
  "python fetch_aiohttp_checked": { maxInFlight: DOCUMENTS },
  "python fetch_aiohttp_retrying": { maxInFlight: DOCUMENTS },
  // Documents that wait for a connection of the pool are in flight too, as the program sees it.
  "python fetch_aiohttp_pool": { maxInFlight: DOCUMENTS, connections: LIMIT },
  "python fetch_requests_in_loop": { maxInFlight: 1, connections: DOCUMENTS },
  "python fetch_gevent": { maxInFlight: LIMIT, connections: LIMIT },
  "python fetch_threads": { maxInFlight: LIMIT, connections: LIMIT },
};

const commands = new Map<string, ProgramCommand | MissingProgram>();
for (const title of Object.keys(everyProgram)) {
  const [language, name] = title.split(" ") as ["go" | "python", string];
  commands.set(title, await (language === "go" ? goProgram(name) : pythonProgram(name, { packages: true })));
}

/** A suite for a program, skipped with the reason in its title where the program cannot run. */
function describeProgram(title: string, body: (command: ProgramCommand) => void): void {
  const command = commands.get(title)!;
  if ("missing" in command) describe.skip(`${title} (${command.missing})`, () => it("runs", () => {}));
  else describe(title, () => body(command));
}

async function report(
  command: ProgramCommand,
  options: object = {},
): Promise<JobReport & { stderr: string }> {
  const argument = { origin: origin.url, documents: DOCUMENTS, limit: LIMIT, ...options };
  const { code, stdout, stderr } = await startProgram(command, argument, origin.env).ended;
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.match(/\n/g)).toHaveLength(1);
  return { ...JSON.parse(stdout), stderr };
}

for (const [title, expected] of Object.entries(everyProgram)) {
  describeProgram(title, (command) => {
    it("obtains every document and counts what it did", async () => {
      const { protocol, workMs, digest, counters, usage, trace } = await report(command);
      expect(protocol).toBe(1);
      expect(digest).toBe(digestOf(DOCUMENTS));
      expect(counters).toMatchObject({ documents: DOCUMENTS, requests: DOCUMENTS, errors: 0 });
      expect(counters.maxInFlight).toBe(expected.maxInFlight);
      expect(origin.counters.maxInFlight).toBeLessThanOrEqual(expected.maxInFlight);
      if (expected.connections) expect(origin.counters.connectionCount).toBe(expected.connections);
      expect(counters.firstResultMs).toBeGreaterThan(0);
      expect(counters.firstResultMs).toBeLessThanOrEqual(workMs);
      expect(counters).not.toHaveProperty("heartbeatDelayMaxMs");
      expect(usage.self.userMs + usage.self.systemMs).toBeGreaterThan(0);
      expect(usage.children.userMs).toBe(0);
      expect(trace).toBeUndefined();
    });

    it("gives each document's start and end when asked", async () => {
      const { trace, workMs } = await report(command, { trace: true });
      expect(trace!.map(([task]) => task).sort((a, b) => a - b)).toEqual([...Array(DOCUMENTS).keys()]);
      for (const [, startMs, endMs] of trace!) {
        expect(startMs).toBeGreaterThanOrEqual(0);
        expect(endMs).toBeGreaterThan(startMs);
        expect(endMs).toBeLessThanOrEqual(workMs);
      }
    });

    it("ends when its standard input closes, though the server stays silent", async () => {
      origin.reset({ number: 1, fault: "never" });
      const argument = { origin: origin.url, documents: 1, limit: LIMIT };
      const { child, ended } = startProgram(command, argument, origin.env);
      while (origin.counters.maxInFlight === 0) await delay(20);
      child.stdin!.end();
      expect(await ended).toEqual({ code: 1, stdout: "", stderr: "" });
    });
  });
}

// One program of each language: the contract is one module for all of them.
for (const title of ["go fetch-serial", "python fetch_session"]) {
  describeProgram(title, (command) => {
    it("charges itself with its own memory, not with that of the process that started it", async () => {
      const ballast = Buffer.alloc(400e6, 1);
      const { usage } = await report(command, { documents: 1 });
      expect(usage.self.peakRssBytes).toBeGreaterThan(2e6);
      expect(usage.self.peakRssBytes).toBeLessThan(ballast.length / 2);
    });

    it.each([
      ["no JSON", "expected a JSON object, came `no JSON`"],
      ['{"origin": "ftp://127.0.0.1"}', "expected `origin` to be an http or https URL, came "],
      [
        '{"origin": "http://127.0.0.1", "documents": 0}',
        "expected `documents` to be an integer from 1 up, came `0`",
      ],
      [
        '{"origin": "http://127.0.0.1", "limit": -1}',
        "expected `limit` to be an integer from 1 up, came `-1`",
      ],
    ])("refuses the argument %s with a sentence", async (argument, sentence) => {
      const { code, stdout, stderr } = await startProgram(command, argument).ended;
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(sentence);
      expect(stderr).toContain(`; try '{"origin"`);
      expect(stderr.trim().split("\n")).toHaveLength(1);
    });
  });
}

describeProgram("go fetch-goroutines", (command) => {
  it("dies with all its documents at one late answer, as the essay's program does", async () => {
    origin.reset({ number: 3, fault: "never" });
    const argument = { origin: origin.url, documents: DOCUMENTS };
    const { code, stdout, stderr } = await startProgram(command, argument, origin.env).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("panic: runtime error: invalid memory address or nil pointer dereference");
  });
});

for (const title of ["go fetch-goroutines", "go fetch-serial", "go fetch-new-connection"]) {
  describeProgram(title, (command) => {
    it("takes an answer that is no document for a document without a name", async () => {
      origin.reset({ number: 3, fault: "not-json" });
      const { digest, counters, stderr } = await report(command);
      expect(digest).toBe(digestOf(DOCUMENTS, [3]));
      expect(counters).toMatchObject({ documents: DOCUMENTS - 1, errors: 1 });
      expect(stderr).toBe("");
    });
  });
}

for (const title of ["go fetch-goroutines-checked", "go fetch-goroutines-retrying", "go fetch-bounded"]) {
  describeProgram(title, (command) => {
    it.each([
      ["500", "document 3: expected status 200, came 500 Internal Server Error"],
      ["not-json", "document 3: unexpected end of JSON input"],
    ] as const)("names the document that fails with %s, and obtains the others", async (fault, sentence) => {
      origin.reset({ number: 3, fault });
      const { digest, counters, stderr } = await report(command);
      expect(digest).toBe(digestOf(DOCUMENTS, [3]));
      expect(counters).toMatchObject({ documents: DOCUMENTS - 1, errors: 1, requests: DOCUMENTS });
      expect(stderr.trim()).toBe(sentence);
    });
  });
}

for (const [title, faults] of [
  ["python fetch_aiohttp_checked", ["500", "not-json", "never"]],
  ["python fetch_aiohttp_retrying", ["500"]],
] as const) {
  describeProgram(title, (command) => {
    it.each(faults)("names the document that fails with %s, and obtains the others", async (fault) => {
      origin.reset({ number: 3, fault });
      const { digest, counters, stderr } = await report(command, { timeoutMs: 1000 });
      expect(digest).toBe(digestOf(DOCUMENTS, [3]));
      expect(counters).toMatchObject({ documents: DOCUMENTS - 1, errors: 1, failedDocument: 3 });
      expect(stderr).toMatch(/^document 3: (ClientResponseError 500|JSONDecodeError|TimeoutError)/);
    });
  });
}

describeProgram("python fetch_requests", (command) => {
  it("ends with the exception at an answer that is no document", async () => {
    origin.reset({ number: 3, fault: "not-json" });
    const argument = { origin: origin.url, documents: DOCUMENTS };
    const { code, stdout, stderr } = await startProgram(command, argument, origin.env).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("JSONDecodeError");
  });
});

for (const title of [
  "python fetch_aiohttp_loop",
  "python fetch_aiohttp_gather",
  "python fetch_requests_in_loop",
]) {
  describeProgram(title, (command) => {
    it("reports how late its event loop was when asked", async () => {
      const { counters, workMs } = await report(command, { heartbeat: true });
      expect(counters.heartbeatDelayMaxMs).toBeGreaterThanOrEqual(0);
      expect(counters.heartbeatDelayMaxMs).toBeLessThan(workMs);
      // Twelve answers after 5 ms each, one after another, and the loop turns only once they are all there.
      if (title.endsWith("requests_in_loop"))
        expect(counters.heartbeatDelayMaxMs).toBeGreaterThan(12 * 5 - 10);
    });
  });
}
