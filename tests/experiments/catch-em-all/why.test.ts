import { describe, expect, it } from "vitest";
import type { VariantId } from "../../../lib/catalogue/entry.js";
import { why } from "../../../lib/experiments/catch-em-all/why.js";
import type { SampleBody } from "../../../lib/measure/run-job.js";

const DOCUMENTS = 4;

/** One sample of every subject that TypeScript has, by id and cell; the others are missing, since peers are left out. */
async function sampleOnce() {
  const { signal } = new AbortController();
  const parameters = { rttMs: 1, documents: DOCUMENTS };
  const settings = { profile: "full", seed: 7, peers: [], parameters } as const;
  const prepared = await why.prepare(settings, { signal, onStep: () => {} });
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
  return { samples, missing: [...missing] };
}

describe("why", () => {
  it("changes one factor at a time, and every program answers rightly", async () => {
    const { samples, missing } = await sampleOnce();
    expect([...samples.values()].map(({ status, reason }) => reason ?? status)).toEqual(Array(8).fill("ok"));
    expect(missing.filter((id) => id.startsWith("ts/"))).toEqual([]);
    expect(missing).toContain("go/http2");
    const connections = (id: string) => samples.get(`${id} -`)?.counters?.originConnections;
    expect(
      ["ts/new-connection", "ts/await-in-loop", "ts/plain-loop", "ts/plain-gather"].map(connections),
    ).toEqual([DOCUMENTS, 1, 1, DOCUMENTS]);
  });
});
