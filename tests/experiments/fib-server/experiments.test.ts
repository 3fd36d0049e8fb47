import { describe, expect, it } from "vitest";
import { fibServer } from "../../../lib/catalogue/fib-server.js";
import type { PreparedExperiment } from "../../../lib/experiments/experiment.js";
import { fibServerExperiments } from "../../../lib/experiments/fib-server/experiments.js";
import type { Parameters, Settings } from "../../../lib/experiments/settings.js";
import type { SampleBody } from "../../../lib/measure/run-job.js";

const { signal } = new AbortController();
const alone: Settings = { profile: "full", seed: 1, peers: [], parameters: {} };
/** Ceilings are measured while an experiment is prepared; no test here asserts anything of them. */
const briefLoads: Readonly<Record<string, Parameters>> = {
  serial: { warmupMs: 0, windowMs: 1 },
  concurrent: { warmupMs: 0, windowMs: 1 },
  interference: { closedMs: 1 },
};

async function prepare(id: string, settings: Partial<Settings> = {}): Promise<PreparedExperiment> {
  const runnable = await fibServerExperiments[id]!();
  return runnable.prepare({ ...alone, ...settings }, { signal, onStep: () => {} });
}

/** Every TypeScript variant of an experiment, sampled once in each of its cells. */
async function sampleAll(id: string, settings: Partial<Settings> = {}): Promise<Map<string, SampleBody>> {
  const { subjects } = await prepare(id, { profile: "smoke", ...settings });
  const samples = new Map<string, SampleBody>();
  for (const subject of subjects) {
    if ("missing" in subject) continue;
    samples.set(`${subject.id} ${subject.cell ?? ""}`.trim(), await subject.sample({ round: 0, signal }));
  }
  return samples;
}

// Most samples are asserted of the smoke run of all experiments: tests/end-to-end/smoke-samples.ts.
describe("D4's experiments", () => {
  it("run every variant of the catalogue, and skip the peers that are left out with the reason", async () => {
    for (const id of Object.keys(fibServerExperiments)) {
      const entry = fibServer.experiments.find((candidate) => candidate.id === id)!;
      const { subjects, cells } = await prepare(id, { parameters: briefLoads[id] ?? {} });
      expect(new Set(subjects.map((subject) => subject.id))).toEqual(
        new Set(entry.variants.map((variant) => variant.id)),
      );
      for (const subject of subjects) {
        if (subject.cell !== undefined) expect(Object.keys(cells)).toContain(subject.cell);
        const counts = id === "edit-cost" || subject.id.startsWith("ts/");
        expect("missing" in subject ? subject.missing : "").toMatch(counts ? /^$/ : /left out/);
      }
    }
  });

  it("have every cell that a claim is judged in", async () => {
    for (const claim of fibServer.claims) {
      const runnable = claim.experiment in fibServerExperiments;
      if (claim.kind !== "ratio" || !claim.condition || !runnable) continue;
      const parameters = briefLoads[claim.experiment] ?? {};
      const { cells } = await prepare(claim.experiment, { profile: "quick", parameters });
      expect(Object.keys(cells)).toEqual(expect.arrayContaining([...claim.condition.cells]));
      expect(Object.keys(cells)[0]).toBe(claim.condition.cells[0]);
      const levels = claim.condition.cells.map((cell) => cells[cell]!.parameters[claim.condition!.parameter]);
      expect(new Set(levels).size).toBe(levels.length);
    }
  });

  it("serial: right answers, a rate, and processor time per request under a load from TypeScript too", async () => {
    for (const [title, sample] of await sampleAll("serial")) {
      expect({ title, status: sample.status, reason: sample.reason }).toMatchObject({ status: "ok" });
      expect(sample.counters!.requestsPerSecond).toBeGreaterThan(0);
      expect(sample.counters!.cpuPerRequestMs).toBeGreaterThan(0);
      expect(sample.counters!.eachClientPerSecond).toBeLessThanOrEqual(sample.counters!.requestsPerSecond!);
    }
  });

  it("crossover: one run of a program fills every cell, with a prediction where it hands over", async () => {
    const samples = await sampleAll("crossover", { parameters: { largestN: 10 } });
    expect([...samples.keys()].filter((title) => title.startsWith("ts/thread-pool"))).toHaveLength(4);
    for (const [title, sample] of samples) {
      expect({ title, status: sample.status, reason: sample.reason }).toMatchObject({ status: "ok" });
      expect(sample.counters!.p50Ms).toBeGreaterThan(0);
      expect(sample.counters!.callMs).toBeGreaterThan(0);
      const predicts = title.startsWith("ts/thread-pool");
      expect("predicted" in sample.counters!).toBe(predicts);
      if (predicts) expect(sample.counters!.predicted).toBeGreaterThan(2);
    }
  });

  it("framing: our servers handle every probe and live", async () => {
    // They answer at once; only a busy machine needs the patience.
    for (const [title, { counters }] of await sampleAll("framing", { parameters: { limitMs: 20_000 } })) {
      expect({ title, ...counters }).toMatchObject({
        handled: 7,
        right: 3,
        refused: 4,
        wrong: 0,
        silent: 0,
        deaths: 0,
      });
    }
  });

  it("edit-cost: what the programs that run cost to make concurrent", async () => {
    const samples = await sampleAll("edit-cost");
    expect(samples.get("go/edit")!.counters).toMatchObject({ tokensAdded: 1, tokensRemoved: 0 });
    expect(samples.get("ts/edit")!.counters).toMatchObject({ tokensAdded: 1, tokensRemoved: 1 });
    expect(samples.get("python/edit")!.counters!.tokens).toBeGreaterThan(100);
    expect(samples.get("python/threads-edit")!.counters!.tokens).toBeLessThan(30);
  });
});
