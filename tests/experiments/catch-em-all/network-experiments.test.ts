import { describe, expect, it } from "vitest";
import type { Profile, VariantId } from "../../../lib/catalogue/entry.js";
import { latency } from "../../../lib/experiments/catch-em-all/latency.js";
import { why } from "../../../lib/experiments/catch-em-all/why.js";
import type { RunnableExperiment } from "../../../lib/experiments/experiment.js";
import type { Parameters } from "../../../lib/experiments/settings.js";
import type { SampleBody } from "../../../lib/measure/run-job.js";

const DOCUMENTS = 4;

/** One sample of every subject that TypeScript has, by id and cell; the others are missing, since peers are left out. */
async function sampleOnce(experiment: RunnableExperiment, profile: Profile, parameters: Parameters = {}) {
  const { signal } = new AbortController();
  const settings = { profile, seed: 7, peers: [], parameters: { ...parameters, documents: DOCUMENTS } };
  const prepared = await experiment.prepare(settings, { signal, onStep: () => {} });
  const samples = new Map<string, SampleBody>();
  const missing = new Set<VariantId>();
  try {
    for (const subject of prepared.subjects) {
      if ("missing" in subject) missing.add(subject.id);
      else samples.set(`${subject.id} ${subject.cell ?? "-"}`, await subject.sample({ round: 0, signal }));
    }
  } finally {
    await prepared.close();
  }
  return { prepared, samples, missing: [...missing] };
}

describe("why", () => {
  it("changes one factor at a time, and every program answers rightly", async () => {
    const { samples, missing } = await sampleOnce(why, "full", { rttMs: 1 });
    expect([...samples.values()].map(({ status, reason }) => reason ?? status)).toEqual(Array(8).fill("ok"));
    expect(missing.filter((id) => id.startsWith("ts/"))).toEqual([]);
    expect(missing).toContain("go/http2");
    const connections = (id: string) => samples.get(`${id} -`)?.counters?.originConnections;
    expect(
      ["ts/new-connection", "ts/await-in-loop", "ts/plain-loop", "ts/plain-gather"].map(connections),
    ).toEqual([DOCUMENTS, 1, 1, DOCUMENTS]);
  });
});

describe("latency", () => {
  it("gives each cell its own round trip, and a serial program one for every document", async () => {
    const { prepared, samples } = await sampleOnce(latency, "quick");
    expect(Object.keys(prepared.cells)).toEqual(["rttMs=1", "rttMs=100"]);
    expect([...samples.values()].map(({ status, reason }) => reason ?? status)).toEqual(Array(5).fill("ok"));
    // Two round trips to connect, and one for each document.
    expect(samples.get("ts/await-in-loop rttMs=100")!.workMs).toBeGreaterThanOrEqual((2 + DOCUMENTS) * 100);
    expect(samples.has("ts/await-in-loop-copy -")).toBe(true);
    expect(samples.has("ts/await-in-loop-copy rttMs=100")).toBe(false);
  });
});
