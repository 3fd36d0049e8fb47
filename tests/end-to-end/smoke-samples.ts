import { describe, expect, it } from "vitest";
import type { Slug } from "../../lib/catalogue/entry.js";
import type { ExperimentResult, ResultFile, Sample } from "../../lib/store/result.js";

/**
 * What experiments in TypeScript must show in their smoke profile, asserted of the one run of all of them. What only
 * other parameters or another load show has runs of its own, beside the experiments' other tests.
 *
 * @param results those of the run, asked for once it is over
 */
export function describeSamples(results: () => readonly ResultFile[]): void {
  const of = (document: Slug) => (experiment: string) =>
    results().find((one) => one.document === document)!.experiments[experiment]!;
  describe("its samples of D1's experiments", () => fromPythonToGo(of("from-python-to-go")));
  describe("its samples of D2's experiments", () => catchEmAll(of("catch-em-all")));
  describe("its samples of D4's experiments", () => fibServer(of("fib-server")));
}

type Results = (experiment: string) => ExperimentResult;
type Samples = ReadonlyMap<string, Sample>;

/** Those of every variant in TypeScript, by variant and cell, the headline's by the variant alone. */
function samplesOf({ variants }: ExperimentResult): Samples {
  return new Map(
    Object.entries(variants)
      .filter(([id]) => id.startsWith("ts/"))
      .flatMap(([id, { samples }]) =>
        samples.map((sample): [string, Sample] => [`${id} ${sample.cell ?? ""}`.trim(), sample]),
      ),
  );
}

function expectAllOk(samples: Samples): void {
  expect(samples.size).toBeGreaterThan(1);
  for (const [title, { status, reason }] of samples) {
    expect({ title, status, reason }).toEqual({ title, status: "ok", reason: undefined });
  }
}

function fromPythonToGo(resultOf: Results): void {
  it("dns-deadline: what needs the system's settings is measured in a network of its own alone", () => {
    const samples = samplesOf(resultOf("dns-deadline"));
    const lookup = samples.get("ts/lookup")!;
    if (lookup.status === "skipped") expect(lookup.reason).toMatch(/^needs Linux user namespaces/);
    else expectAllOk(samples);
  });

  it("not-parallelism: right answers in every cell", () => {
    expectAllOk(samplesOf(resultOf("not-parallelism")));
  });

  it("callbacks: every style does its work, and what it takes and which faults come back are counted", () => {
    const samples = samplesOf(resultOf("callbacks"));
    expectAllOk(samples);
    const counters = (style: string) => samples.get(`ts/${style}`)!.counters!;
    for (const style of ["callbacks", "callbacks-named"]) {
      // What steps two to five throw is thrown into the event loop, and the connection stays open.
      expect(counters(style)).toMatchObject({
        faults: 18,
        faultsReported: 13,
        uncaught: 4,
        leftOpen: 4,
        hung: 0,
      });
    }
    for (const style of ["promises", "async-await", "generators", "channels"]) {
      // The error of the clean-up takes the place of the one before it.
      expect(counters(style)).toMatchObject({ faults: 18, faultsReported: 17, uncaught: 0, hung: 0 });
    }
    // The second step throws before the chain has its `finally`.
    expect(counters("promises").leftOpen).toBe(1);
    expect(counters("async-await")).toMatchObject({ nesting: 2, branches: 0, leftOpen: 0 });
    expect(counters("callbacks").nesting).toBe(5);
    expect(counters("callbacks-named").nesting).toBe(3);
  });
}

function catchEmAll(resultOf: Results): void {
  it("latency: each cell has its own round trip, and a serial program one for every document", () => {
    const latency = resultOf("latency");
    const samples = samplesOf(latency);
    expect(Object.keys(latency.cells)).toEqual(["rttMs=1", "rttMs=100"]);
    expect([...samples.values()].map(({ status, reason }) => reason ?? status)).toEqual(Array(5).fill("ok"));
    // Two round trips to connect, and one for each document.
    const roundTrips = 2 + Number(latency.parameters.documents);
    expect(samples.get("ts/await-in-loop rttMs=100")!.workMs).toBeGreaterThanOrEqual(roundTrips * 100);
    expect(samples.has("ts/await-in-loop-copy")).toBe(true);
    expect(samples.has("ts/await-in-loop-copy rttMs=100")).toBe(false);
  });
}

function fibServer(resultOf: Results): void {
  it("concurrent: right answers, a rate, and processor time per request", () => {
    const samples = samplesOf(resultOf("concurrent"));
    expectAllOk(samples);
    for (const { counters } of samples.values()) {
      expect(counters!.requestsPerSecond).toBeGreaterThan(0);
      expect(counters!.cpuPerRequestMs).toBeGreaterThan(0);
      expect(counters!.eachClientPerSecond).toBeLessThanOrEqual(counters!.requestsPerSecond!);
    }
  });

  it("latency: each form of fib, the first request by itself", () => {
    const samples = samplesOf(resultOf("latency"));
    expectAllOk(samples);
    for (const { counters } of samples.values()) {
      expect(counters!.firstMs).toBeGreaterThan(0);
      expect(counters).not.toHaveProperty("cpuPerRequestMs");
    }
  });

  it("interference: the small requests of one load, alone and beside, and the large ones beside alone", () => {
    const samples = samplesOf(resultOf("interference"));
    expectAllOk(samples);
    for (const [title, { counters, histograms }] of samples) {
      expect(counters!.requestsPerSecond).toBeGreaterThan(0);
      expect(counters!.responseP99Ms).toBeGreaterThanOrEqual(counters!.responseP50Ms!);
      expect("largePerSecond" in counters!).toBe(!title.endsWith(" alone"));
      expect(Object.keys(histograms!).sort()).toEqual(["responseTime", "serviceTime"]);
    }
    expect(samples.size).toBe(6);
  });

  it.skipIf(process.platform !== "linux")("memory: one reading under three kinds (Linux alone tells)", () => {
    const samples = samplesOf(resultOf("memory"));
    const [virtual, resident, proportional] = ["", " memory=resident", " memory=proportional"].map(
      (cell) => samples.get(`ts/inline${cell}`)!.counters!,
    );
    expect(virtual!.memoryBytes).toBeGreaterThan(resident!.memoryBytes!);
    expect(resident!.memoryBytes).toBeGreaterThanOrEqual(proportional!.memoryBytes!);
    expect(proportional!.memoryBytes).toBeGreaterThan(0);
    expect(virtual!.residentBytes).toBe(resident!.memoryBytes);
  });
}
