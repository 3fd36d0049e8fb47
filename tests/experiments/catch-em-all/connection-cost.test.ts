import { describe, expect, it } from "vitest";
import { connectionCosts } from "../../../lib/experiments/catch-em-all/connection-cost.js";
import type { ExperimentResult, Sample } from "../../../lib/store/result.js";

const samples = (workMs: number, cpuMs: number): Sample[] =>
  Array.from({ length: 6 }, (_, round) => ({
    status: "ok",
    round,
    workMs: workMs + round,
    cpuUserMs: cpuMs,
    cpuSystemMs: 0,
    counters: { originCpuMs: 10, relayCpuMs: 5 },
  }));

const result = (variants: Record<string, Sample[]>) =>
  ({
    parameters: { documents: 101, rttMs: 10 },
    variants: Object.fromEntries(Object.entries(variants).map(([id, list]) => [id, { samples: list }])),
  }) as unknown as ExperimentResult;

describe("connectionCosts", () => {
  it("explains the difference by two round trips a document and by processor time", () => {
    const [cost] = connectionCosts(
      result({ "ts/new-connection": samples(3_500, 400), "ts/await-in-loop": samples(1_200, 150) }),
    );
    expect(cost).toMatchObject({ language: "TypeScript", measuredMs: 2_300, networkMs: 2_000, cpuMs: 250 });
    expect(cost?.residualMs).toMatchObject({ low: 50, middle: 50, high: 50 });
  });

  it("leaves out languages of which one half is missing, and samples that did not end well", () => {
    const failed = samples(1, 1).map((sample) => ({ ...sample, status: "error" as const }));
    expect(connectionCosts(result({ "go/serial": samples(1_200, 150) }))).toEqual([]);
    expect(connectionCosts(result({ "go/serial": samples(1, 1), "go/new-connection": failed }))).toEqual([]);
  });
});
