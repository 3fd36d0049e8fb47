import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { compiledModule } from "../../lib/paths.js";
import type { JobReport } from "../../lib/program.js";
import { startDocumentServer } from "../workloads/document-server.js";

const DOCUMENTS = 12;
const LIMIT = 4;
const digest = createHash("sha256")
  .update(Array.from({ length: DOCUMENTS }, (_, index) => `name-${index + 1}`).join("\n"))
  .digest("hex");

/** What each variant must show: connections opened, and documents in flight at once. */
const variants = {
  "new-connection": [DOCUMENTS, 1],
  "await-in-loop": [1, 1],
  gather: [DOCUMENTS, DOCUMENTS],
  bounded: [LIMIT, LIMIT],
  workers: [LIMIT, LIMIT],
  batches: [LIMIT, LIMIT],
  stream: [DOCUMENTS, DOCUMENTS],
  threads: [DOCUMENTS, DOCUMENTS],
  blocking: [1, 1],
} as const;

describe.each(Object.entries(variants))("the fetch program, %s", (variant, [connections, maxInFlight]) => {
  it("reports the right names, what it did and what it used", async () => {
    const server = await startDocumentServer();
    const { exitCode, stdout, stderr } = await runProgram(
      fetchArgument({ variant, origin: server.origin, trace: true }),
    );
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    const report: JobReport = JSON.parse(stdout);
    expect(report).toMatchObject({ protocol: 1, digest });
    expect(report.counters).toMatchObject({
      documents: DOCUMENTS,
      errors: 0,
      requests: DOCUMENTS,
      connections,
      maxInFlight,
    });
    expect(report.counters.firstResultMs).toBeLessThanOrEqual(report.workMs);
    expect(report.usage.self.userMs).toBeGreaterThan(0);
    expect(report.usage.self.peakRssBytes).toBeGreaterThan(1e6);
    expect(report.trace?.map(([task]) => task).toSorted((a, b) => a - b)).toEqual([
      ...Array(DOCUMENTS).keys(),
    ]);
    expect(server).toMatchObject({ connectionCount: connections, requestCount: DOCUMENTS });
  });
});

describe("the fetch program", () => {
  it("beats only when asked to, and a blocking call holds the beat up from the first document to the last", async () => {
    const server = await startDocumentServer();
    const argument = (heartbeat: boolean) =>
      fetchArgument({ variant: "blocking", origin: server.origin, heartbeat, trace: true });
    const without: JobReport = JSON.parse((await runProgram(argument(false))).stdout);
    expect(without.counters).not.toHaveProperty("heartbeatDelayMaxMs");
    const { counters, workMs, trace }: JobReport = JSON.parse((await runProgram(argument(true))).stdout);
    const [, firstStartMs] = trace![0]!;
    // The beat begins with the first document, once the client is open, and was due at most 10 ms later.
    expect(counters.heartbeatDelayMaxMs).toBeGreaterThanOrEqual(workMs - firstStartMs - 11);
  });

  it.each([
    [[], /Expected one argument/],
    [["x"], /Expected a JSON object/],
    [['{"program":"nope"}'], /Expected `program` to be one of .*catch-em-all\/fetch.*got `nope` \(string\)/],
    [[fetchArgument({ variant: "nope" })], /Expected `variant` to be one of new-connection, .*got `nope`/],
    [[fetchArgument({ limit: 0 })], /Expected `limit` to be an integer from 1 up, got `0` \(number\)/],
    [
      [fetchArgument({ documents: "1" })],
      /Expected `documents` to be an integer from 1 up, got `1` \(string\)/,
    ],
    [[fetchArgument({ trace: 1 })], /Expected `trace` to be true or false/],
    [[fetchArgument({ origin: "nowhere" })], /Expected an origin such as https/],
  ])("refuses %j with a sentence and exit code 2", async (args, message) => {
    const { exitCode, stdout, stderr } = await runProgram(...args);
    expect(stderr).toMatch(message);
    expect([exitCode, stdout]).toEqual([2, ""]);
  });

  it("says which document failed and exits with 1", async () => {
    const { exitCode, stderr } = await runProgram(fetchArgument({ origin: "http://127.0.0.1:1" }));
    expect(stderr).toMatch(/^Document 1: .*ECONNREFUSED/);
    expect(exitCode).toBe(1);
  });

  it.each(["await-in-loop", "blocking"])("ends with its standard input: %s", async (variant) => {
    const server = await startDocumentServer();
    const program = startProgram(fetchArgument({ variant, origin: server.origin, documents: 100_000 }));
    const ended = new Promise((resolve) => program.on("exit", (code, signal) => resolve(signal ?? code)));
    while (server.requestCount < 5) await new Promise((resolve) => setImmediate(resolve));
    program.stdin.end();
    expect(await ended).not.toBe(0);
    expect(server.requestCount).toBeLessThan(100_000);
  });
});

function fetchArgument(given: Record<string, unknown>): string {
  return JSON.stringify({
    program: "catch-em-all/fetch",
    variant: "gather",
    origin: "http://127.0.0.1:1",
    documents: DOCUMENTS,
    limit: LIMIT,
    ...given,
  });
}

function startProgram(...args: readonly string[]) {
  return spawn(process.execPath, [compiledModule("experiments", "typescript-program.js"), ...args]);
}

async function runProgram(
  ...args: readonly string[]
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const program = startProgram(...args);
  let stdout = "";
  let stderr = "";
  program.stdout.on("data", (data) => {
    stdout += data;
  });
  program.stderr.on("data", (data) => {
    stderr += data;
  });
  const exitCode = await new Promise<number | null>((resolve) => program.on("close", resolve));
  return { exitCode, stdout, stderr };
}
