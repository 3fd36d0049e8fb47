import { describe, expect, it } from "vitest";
import { fibServer } from "../../../lib/catalogue/fib-server.js";
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
    expect(observed.costs.callMs).toBeCloseTo(0.001);
    expect(fibCallCount(observed.inlineUpTo) * 0.001).toBeLessThanOrEqual(observed.costs.hopMs);
    expect(observed.points.map(({ n }) => n)).toEqual([10, 20]);
    for (const { n, inlineMs, handedOverMs } of observed.points) {
      expect(inlineMs).toBeCloseTo(fibCallCount(n) * 0.001);
      expect(handedOverMs - inlineMs).toBeCloseTo(1);
    }
    expect(crossoverChart(observed).mark?.x).toBe(observed.inlineUpTo);
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
