import { describe, expect, it } from "vitest";
import type { Slug } from "../../lib/catalogue/entry.js";
import type { ResultFile, Sample } from "../../lib/store/result.js";

/**
 * What experiments in TypeScript must show in their smoke profile, asserted of the one run of all of them. What only
 * other parameters or another load show has runs of its own, beside the experiments' other tests.
 *
 * @param results those of the run, asked for once it is over
 */
export function describeSamples(results: () => readonly ResultFile[]): void {
  const samplesOf = (document: Slug, experiment: string) =>
    typescriptSamples(results().find((one) => one.document === document)!, experiment);
  describe("its samples of D1's experiments", () =>
    fromPythonToGo((experiment) => samplesOf("from-python-to-go", experiment)));
  describe("its samples of D4's experiments", () =>
    fibServer((experiment) => samplesOf("fib-server", experiment)));
}

type Samples = ReadonlyMap<string, Sample>;

/** By variant and cell, the headline's by the variant alone. */
function typescriptSamples({ experiments }: ResultFile, experiment: string): Samples {
  const variants = Object.entries(experiments[experiment]!.variants);
  return new Map(
    variants
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

function fromPythonToGo(samplesOf: (experiment: string) => Samples): void {
  it("dns-deadline: what needs the system's settings is measured in a network of its own alone", () => {
    const samples = samplesOf("dns-deadline");
    const lookup = samples.get("ts/lookup")!;
    if (lookup.status === "skipped") expect(lookup.reason).toMatch(/^needs Linux user namespaces/);
    else expectAllOk(samples);
  });

  it("not-parallelism: right answers in every cell", () => {
    expectAllOk(samplesOf("not-parallelism"));
  });

  it("callbacks: every style does its work, and what it takes and which faults come back are counted", () => {
    const samples = samplesOf("callbacks");
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

function fibServer(samplesOf: (experiment: string) => Samples): void {
  it("concurrent: right answers, a rate, and processor time per request", () => {
    const samples = samplesOf("concurrent");
    expectAllOk(samples);
    for (const { counters } of samples.values()) {
      expect(counters!.requestsPerSecond).toBeGreaterThan(0);
      expect(counters!.cpuPerRequestMs).toBeGreaterThan(0);
      expect(counters!.eachClientPerSecond).toBeLessThanOrEqual(counters!.requestsPerSecond!);
    }
  });

  it("latency: each form of fib, the first request by itself", () => {
    const samples = samplesOf("latency");
    expectAllOk(samples);
    for (const { counters } of samples.values()) {
      expect(counters!.firstMs).toBeGreaterThan(0);
      expect(counters).not.toHaveProperty("cpuPerRequestMs");
    }
  });

  it("interference: the small requests of one load, alone and beside, and the large ones beside alone", () => {
    const samples = samplesOf("interference");
    expectAllOk(samples);
    for (const [title, { counters, histograms }] of samples) {
      expect(counters!.requestsPerSecond).toBeGreaterThan(0);
      expect(counters!.responseP99Ms).toBeGreaterThanOrEqual(counters!.responseP50Ms!);
      expect("largePerSecond" in counters!).toBe(!title.endsWith(" alone"));
      expect(Object.keys(histograms!).sort()).toEqual(["responseTime", "serviceTime"]);
    }
    expect(samples.size).toBe(6);
  });

  it.skipIf(process.platform !== "linux")(
    "memory: one reading under three kinds (Linux alone tells)",
    () => {
      const samples = samplesOf("memory");
      const [virtual, resident, proportional] = ["", " memory=resident", " memory=proportional"].map(
        (cell) => samples.get(`ts/inline${cell}`)!.counters!,
      );
      expect(virtual!.memoryBytes).toBeGreaterThan(resident!.memoryBytes!);
      expect(resident!.memoryBytes).toBeGreaterThanOrEqual(proportional!.memoryBytes!);
      expect(proportional!.memoryBytes).toBeGreaterThan(0);
      expect(virtual!.residentBytes).toBe(resident!.memoryBytes);
    },
  );
}
