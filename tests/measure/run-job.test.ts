import { randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { InterruptedError } from "../../lib/errors.js";
import { runJob, traceJob } from "../../lib/measure/run-job.js";
import { LatencyHistogram } from "../../lib/stats/latency-histogram.js";
import { fixtureProgram, processesWith } from "./processes.js";

const program = fixtureProgram("job.mjs");
const run = (argument: object, options = {}) =>
  runJob(program, argument, { timeLimitMs: 30_000, ...options });

describe("runJob", () => {
  it("turns a report into a sample", async () => {
    const sample = await run({ behaviour: "answer" }, { expectedDigest: "a".repeat(64) });
    expect(sample).toMatchObject({
      status: "ok",
      workMs: 1.5,
      cpuUserMs: 11,
      cpuSystemMs: 3,
      peakRssBytes: 9_000_000,
      digest: "a".repeat(64),
      counters: { documents: 3 },
    });
    expect(sample.wholeMs).toBeGreaterThan(1);
    expect(sample).not.toHaveProperty("stderrTail");
  });

  it("keeps the latencies that a load reports, as histograms", async () => {
    const latencies = { responseTime: [[20_000_000, 3]] };
    const sample = await run({ behaviour: "answer", report: { latencies } });
    const histogram = LatencyHistogram.decode(sample.histograms!.responseTime!)!;
    expect(histogram.count).toBe(3);
    expect(histogram.quantileMs(0.5)).toBeCloseTo(20, 0);
  });

  it("measures the whole time with the clock that it is given", async () => {
    let ticks = 0;
    const sample = await run({ behaviour: "answer" }, { clock: { now: () => 1_000 * ticks++ } });
    expect(sample.wholeMs).toBe(1_000);
  });

  it("marks a wrong digest as invalid, with what was measured", async () => {
    const sample = await run({ behaviour: "answer" }, { expectedDigest: "b".repeat(64) });
    expect(sample).toMatchObject({
      status: "invalid",
      reason: "answered wrongly: digest aaaaaaaaaaaa..., expected bbbbbbbbbbbb...",
      workMs: 1.5,
    });
  });

  it("says how a program failed, with the end of its standard error", async () => {
    const sample = await run({
      behaviour: "fail",
      stderr: `at ${homedir()}/x.js:1\nTypeError: no name\n\nNode.js v20\n`,
    });
    expect(sample).toMatchObject({ status: "error", reason: "ended with exit code 3: TypeError: no name" });
    expect(sample.stderrTail).toBe("at ~/x.js:1\nTypeError: no name\n\nNode.js v20");
  });

  it("finds the panic of a Go program before a long dump of its goroutines", async () => {
    const dump = "goroutine 1 [running]:\nmain.main()\n".repeat(200);
    const sample = await run({ behaviour: "fail", stderr: `panic: nil map\n\n${dump}exit status 2\n` });
    expect(sample.reason).toBe("ended with exit code 3: panic: nil map");
    expect(sample.stderrTail!.length).toBeLessThanOrEqual(2_048);
  });

  it("names the signal of a crash", async () => {
    expect(await run({ behaviour: "crash" })).toMatchObject({
      status: "error",
      reason: "was ended by SIGSEGV",
    });
  });

  it.each([
    ["answer-twice", /^printed 2 lines where one JSON line was expected, the first: `\{"protocol":1/],
    ["say-nothing", /^printed nothing where one JSON line was expected$/],
    ["chatter", /^printed a line that is not JSON: `hello, world` \(string\)$/],
  ])("refuses a program that does not keep to one JSON line: %s", async (behaviour, reason) => {
    expect(await run({ behaviour })).toMatchObject({
      status: "error",
      reason: expect.stringMatching(reason),
    });
  });

  it.each([
    [{ protocol: 2 }, "speaks protocol `2` (number) where 1 was expected"],
    [{ workMs: "fast" }, "expected /workMs to be number, got `fast` (string)"],
    [{ counters: { documents: null } }, "expected /counters/documents to be number"],
    [{ usage: {} }, "expected /usage to have `self`, which is missing"],
  ])("refuses a report of another shape: %j", async (report, reason) => {
    const sample = await run({ behaviour: "answer", report });
    expect(sample.status).toBe("error");
    expect(sample.reason).toContain(reason);
  });

  it("records a program that cannot start", async () => {
    const command = { file: "/no/such/program", args: [] };
    const sample = await runJob(command, {}, { timeLimitMs: 1_000 });
    expect(sample).toMatchObject({ status: "error", reason: expect.stringContaining("could not start: ") });
  });

  it("ends a hanging program at its limit, with children that ignore their standard input", async () => {
    const marker = randomUUID();
    const sample = await run({ behaviour: "hang", marker }, { timeLimitMs: 700 });
    expect(sample).toMatchObject({ status: "timeout", reason: "did not end within its limit of 0.7 s" });
    expect(processesWith(marker)).toEqual([]);
  });

  it("ends a program that floods its output", async () => {
    const sample = await run({ behaviour: "flood" });
    expect(sample).toMatchObject({ status: "error", reason: "printed more than 67108864 characters" });
  });

  it("ends what a program leaves behind, and takes its answer", async () => {
    const marker = randomUUID();
    expect(await run({ behaviour: "leave-child", marker })).toMatchObject({ status: "ok" });
    expect(processesWith(marker)).toEqual([]);
  });

  it("leaves nothing when it is aborted, and rejects with the signal's reason", async () => {
    const marker = randomUUID();
    const controller = new AbortController();
    const running = run({ behaviour: "deaf", marker }, { signal: controller.signal });
    while (processesWith(marker).length < 2) await delay(20);
    controller.abort(new InterruptedError());
    await expect(running).rejects.toThrow(InterruptedError);
    expect(processesWith(marker)).toEqual([]);
    await expect(run({ behaviour: "answer" }, { signal: controller.signal })).rejects.toThrow(
      InterruptedError,
    );
  });

  it.runIf(process.platform === "linux")("sees the processor time of the program from outside", async () => {
    const sample = await run({ behaviour: "burn" });
    expect(sample.treeCpuMs).toBeGreaterThan(150);
    expect(sample.treeCpuMs).toBeLessThan(3_000);
  });
});

describe("traceJob", () => {
  it("asks for a trace and hands it over", async () => {
    const trace = [
      [0, 0, 1],
      [1, 0.5, 2],
    ];
    const traced = await traceJob(
      program,
      { behaviour: "answer", report: { trace } },
      { timeLimitMs: 30_000 },
    );
    expect(traced).toMatchObject({ sample: { status: "ok" }, trace });
    expect(traced.sample).not.toHaveProperty("trace");
  });

  it("has none from a program that failed or did not tell", async () => {
    const options = { timeLimitMs: 30_000 };
    expect((await traceJob(program, { behaviour: "fail" }, options)).trace).toBeNull();
    expect((await traceJob(program, { behaviour: "answer" }, options)).trace).toBeNull();
  });
});
