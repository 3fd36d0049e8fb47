import { describe, expect, it } from "vitest";
import { fibServer } from "../../../lib/catalogue/fib-server.js";
import { crossingTable } from "../../../lib/experiments/fib-server/crossing-views.js";
import { interferenceTable } from "../../../lib/experiments/fib-server/interference-table.js";
import { memoryByKind } from "../../../lib/experiments/fib-server/memory-by-kind.js";
import { crossoverChart, observeCrossover } from "../../../lib/experiments/fib-server/observe-crossover.js";
import { probeOutcomes } from "../../../lib/experiments/fib-server/probe-outcomes.js";
import type { Measurement } from "../../../lib/experiments/measurement.js";
import type { ExperimentResult } from "../../../lib/store/result.js";
import { fibAnswer, fibCallCount } from "../../../lib/workloads/fib.js";

/** What a view reads of a measurement. */
function measurementOf(id: string, result: Partial<ExperimentResult>): Measurement {
  const experiment = fibServer.experiments.find((candidate) => candidate.id === id)!;
  const file = { experiments: { [id]: { id, ...result } } };
  return { document: fibServer, experiment, file } as unknown as Measurement;
}

const ok = (counters: Record<string, number>, cell?: string) => ({
  status: "ok" as const,
  round: 0,
  counters,
  ...(cell !== undefined && { cell }),
});

describe("observeCrossover", () => {
  it("predicts the crossing from a call and a hop, and times both ways, on an injected clock", async () => {
    let nowMs = 0;
    const compute = (n: number) => {
      nowMs += fibCallCount(n) * 0.001;
      return fibAnswer(n);
    };
    const offload = async (n: number) => {
      nowMs += 1;
      return compute(n);
    };
    const observed = await observeCrossover(compute, offload, [10, 20], { now: () => nowMs });
    expect(observed.costs.unitMs).toBeCloseTo(0.001);
    expect(fibCallCount(observed.inlineUpTo) * 0.001).toBeLessThanOrEqual(observed.costs.hopMs);
    expect(observed.points.map(({ n }) => n)).toEqual([10, 20]);
    for (const { n, inlineMs, handedOverMs } of observed.points) {
      expect(inlineMs).toBeCloseTo(fibCallCount(n) * 0.001);
      expect(handedOverMs - inlineMs).toBeCloseTo(1);
    }
    expect(crossoverChart(observed).mark?.x).toBe(observed.inlineUpTo);
  });
});

describe("interferenceTable", () => {
  it("compares each server with itself, and leaves out one that was not measured in both cells", () => {
    const small = (perSecond: number, p99Ms: number) => ({
      requestsPerSecond: perSecond,
      responseP99Ms: p99Ms,
    });
    const { rows } = interferenceTable(
      measurementOf("interference", {
        cells: { beside: { parameters: {} }, alone: { parameters: {} } },
        variants: {
          "ts/inline": {
            samples: [ok({ ...small(100, 40), largePerSecond: 50 }), ok(small(5_000, 2), "alone")],
          },
          "go/concurrent": { samples: [ok(small(9_000, 1), "alone")] },
        } as unknown as ExperimentResult["variants"],
      }),
    );
    expect(rows).toEqual([
      [
        "Inline on the event loop (TypeScript)",
        "5,000 req/s",
        "100 req/s",
        "50 x",
        "2 ms",
        "40 ms",
        "50 req/s",
      ],
    ]);
  });
});

describe("crossingTable", () => {
  it("has the prices of each way that hands over, what they foretell, and what came", () => {
    const samples = (values: readonly number[]) => ({
      samples: values.map((p50Ms, index) =>
        ok({ p50Ms, callMs: 1e-5, hopMs: 0.03, predicted: 17 }, index === 0 ? undefined : `n=${index * 20}`),
      ),
    });
    const { rows } = crossingTable(
      measurementOf("crossover", {
        cells: { "n=1": { parameters: { n: 1 } }, "n=20": { parameters: { n: 20 } } },
        variants: {
          "ts/in-place": samples([0.01, 1]),
          "ts/thread-pool": samples([0.1, 0.1]),
          "python/in-place": samples([1, 1]),
          "python/process-pool": samples([4, 2]),
        } as unknown as ExperimentResult["variants"],
      }),
    );
    expect(rows).toEqual([
      ["Lean thread pool (TypeScript)", "0.01 µs", "30 µs", "17", "10.5"],
      ["Process pool (Python)", "0.01 µs", "30 µs", "17", "never cheaper"],
    ]);
  });
});

describe("memoryByKind", () => {
  const kinds = ["memory=virtual", "memory=resident", "memory=proportional"];

  it("makes a band of each kind, the largest first, without the copy", () => {
    const samples = (sizes: readonly number[]) => ({
      samples: kinds.map((cell, index) => ok({ memoryBytes: sizes[index]! }, cell)),
    });
    const chart = memoryByKind(
      measurementOf("memory", {
        cells: Object.fromEntries(kinds.map((cell) => [cell, { parameters: {} }])),
        variants: {
          "ts/inline": samples([9e9, 5e7, 4e7]),
          "ts/inline-copy": samples([9e9, 5e7, 4e7]),
          "go/concurrent": samples([1e9, 6e7, 3e6]),
        } as unknown as ExperimentResult["variants"],
      }),
    );
    expect(chart.kind === "distribution" && chart.rows.map(({ name }) => name)).toEqual([
      "address space: TypeScript inline",
      "address space: Go concurrent",
      "resident: Go concurrent",
      "resident: TypeScript inline",
      "own share: TypeScript inline",
      "own share: Go concurrent",
    ]);
  });

  it("says so where no memory could be read", () => {
    expect(memoryByKind(measurementOf("memory", { cells: {}, variants: {} })).kind).toBe("note");
  });
});

describe("probeOutcomes", () => {
  it("has a row for each server that was probed", () => {
    const { head, rows } = probeOutcomes(
      measurementOf("framing", {
        cells: { "all-probes": { parameters: {} } },
        variants: {
          "ts/serial": { samples: [ok({ handledLetters: 1, handledMerged: 0, deaths: 2 })] },
          "go/serial": { samples: [{ status: "skipped", reason: "no Go" }] },
        } as unknown as ExperimentResult["variants"],
      }),
    );
    expect(head).toEqual([
      "server",
      "letters",
      "empty",
      "negative",
      "huge",
      "merged",
      "half",
      "leaving",
      "deaths",
    ]);
    expect(rows).toEqual([
      ["One connection at a time (TypeScript)", "yes", "no", "no", "no", "no", "no", "no", "2"],
    ]);
  });
});
