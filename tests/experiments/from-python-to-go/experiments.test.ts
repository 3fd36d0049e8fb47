import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fromPythonToGo } from "../../../lib/catalogue/from-python-to-go.js";
import type { PreparedExperiment } from "../../../lib/experiments/experiment.js";
import { fromPythonToGoExperiments } from "../../../lib/experiments/from-python-to-go/experiments.js";
import { withShares } from "../../../lib/experiments/from-python-to-go/spread.js";
import type { Parameters, Settings } from "../../../lib/experiments/settings.js";
import type { SampleBody } from "../../../lib/measure/run-job.js";

const { signal } = new AbortController();
const alone: Settings = { profile: "full", seed: 1, peers: [], parameters: {} };
/** Ceilings are measured while an experiment is prepared; no test here asserts anything of them. */
const briefLoads: Readonly<Record<string, Parameters>> = { hello: { warmupMs: 0, windowMs: 1 } };
const entry = (id: string) => fromPythonToGo.experiments.find((candidate) => candidate.id === id)!;

afterEach(() => vi.unstubAllEnvs());

/** Prepares an experiment for the time of `use`. */
async function withPrepared<Result>(
  id: string,
  settings: Partial<Settings>,
  use: (prepared: PreparedExperiment) => Promise<Result> | Result,
): Promise<Result> {
  const runnable = await fromPythonToGoExperiments[id]!();
  const prepared = await runnable.prepare({ ...alone, ...settings }, { signal, onStep: () => {} });
  try {
    return await use(prepared);
  } finally {
    await prepared.close();
  }
}

/** Every TypeScript variant of an experiment, sampled once in each of its cells. */
function sampleAll(id: string, settings: Partial<Settings> = {}): Promise<Map<string, SampleBody>> {
  return withPrepared(id, { profile: "smoke", ...settings }, async ({ subjects }) => {
    const samples = new Map<string, SampleBody>();
    for (const subject of subjects) {
      if ("missing" in subject) continue;
      samples.set(`${subject.id} ${subject.cell ?? ""}`.trim(), await subject.sample({ round: 0, signal }));
    }
    return samples;
  });
}

function expectAllOk(samples: ReadonlyMap<string, SampleBody>): void {
  expect(samples.size).toBeGreaterThan(1);
  for (const [title, { status, reason }] of samples) {
    expect({ title, status, reason }).toEqual({ title, status: "ok", reason: undefined });
  }
}

// Most samples are asserted of the smoke run of all experiments: tests/end-to-end/smoke-samples.ts.
describe("D1's experiments", () => {
  it.each(Object.keys(fromPythonToGoExperiments))(
    "%s has every variant of the catalogue, and skips the peers that are left out with the reason",
    async (id) => {
      await withPrepared(id, { parameters: briefLoads[id] ?? {} }, ({ subjects, cells }) => {
        expect(new Set(subjects.map((subject) => subject.id))).toEqual(
          new Set(entry(id).variants.map((variant) => variant.id)),
        );
        for (const subject of subjects) {
          if (subject.cell !== undefined) expect(Object.keys(cells)).toContain(subject.cell);
          if (!subject.id.startsWith("ts/"))
            expect(subject).toMatchObject({ missing: /left out by --peers/ });
        }
      });
    },
  );

  it("have every cell that a claim is judged in", async () => {
    const wanted = new Map<string, string[]>();
    for (const claim of fromPythonToGo.claims) {
      if (claim.kind !== "predicate" || !(claim.experiment in fromPythonToGoExperiments)) continue;
      const cells = claim.conditions.flatMap((condition) =>
        condition.kind === "comparison" && condition.left.cell ? [condition.left.cell] : [],
      );
      wanted.set(claim.experiment, [...(wanted.get(claim.experiment) ?? []), ...cells]);
    }
    for (const [id, wantedCells] of wanted) {
      await withPrepared(id, { profile: "quick", parameters: briefLoads[id] ?? {} }, ({ cells }) => {
        expect(Object.keys(cells)).toEqual(expect.arrayContaining(wantedCells));
      });
    }
  });
});

describe("dns-deadline", () => {
  it("without namespaces still measures the programs that take the server's address", async () => {
    vi.stubEnv("PATH", path.join(import.meta.dirname, "nothing-here"));
    await withPrepared("dns-deadline", { profile: "smoke" }, async ({ subjects }) => {
      const missing = subjects.filter((subject) => "missing" in subject && subject.id.startsWith("ts/"));
      expect(new Set(missing.map(({ id }) => id))).toEqual(new Set(["ts/lookup", "ts/lookup-copy"]));
      expect(missing[0]).toMatchObject({ missing: /^needs Linux user namespaces/ });
      const resolve = subjects.find(({ id }) => id === "ts/resolve")!;
      expect("sample" in resolve && (await resolve.sample({ round: 0, signal }))).toMatchObject({
        status: "ok",
      });
    });
  });

  it("leaves the late name out, and nothing of it running where it can be cancelled", async () => {
    const samples = await sampleAll("dns-deadline", { parameters: { lateDeadlineMs: 1_000 } });
    expect(samples.get("ts/resolve late")!.counters).toMatchObject({
      present: 3,
      missing: 1,
      stillRunning: 0,
    });
    const lookup = samples.get("ts/lookup late");
    if (lookup) expect(lookup.counters).toMatchObject({ present: 3, missing: 1, stillRunning: 1 });
  });
});

describe("hello", () => {
  it("gives right answers, a rate, and processor time per request", async () => {
    const samples = await sampleAll("hello", { parameters: { connections: 3 } });
    expectAllOk(samples);
    for (const { counters } of samples.values()) {
      expect(counters!.requestsPerSecond).toBeGreaterThan(0);
      expect(counters!.cpuPerRequestMs).toBeGreaterThan(0);
      expect(counters).toMatchObject({ errors: 0 });
    }
  });

  it("says when the load is not Go's, and when it is too short to warm a server up", async () => {
    await withPrepared("hello", { profile: "smoke" }, ({ warnings }) => {
      expect(warnings).toEqual([
        expect.stringContaining("The load came from TypeScript, not from Go"),
        expect.stringContaining("until its hot code is compiled"),
      ]);
    });
  });
});

describe("not-parallelism", () => {
  it("takes as its bound the cores or the longest task, whichever is longer", async () => {
    const parameters = { tasks: 1, taskCpuMs: 30, taskWaitMs: 50 };
    await withPrepared("not-parallelism", { profile: "smoke", parameters }, ({ cells }) => {
      expect(cells.computing!.ideal!.ms).toBe(30);
      expect(cells.mixed!.ideal!.ms).toBe(60);
    });
  });
});

describe("spread", () => {
  it("has every request done by some worker, and the shares of all", async () => {
    const samples = await sampleAll("spread", { parameters: { workers: 2, clients: 4, periods: 2 } });
    expectAllOk(samples);
    for (const { counters } of samples.values()) {
      expect(counters!.worker1Requests! + counters!.worker2Requests!).toBe(8);
      // One client of four asks for nine times as much as each of the others, twice.
      expect(counters!.worker1Work! + counters!.worker2Work!).toBe(24);
      expect(counters!.jainIndex).toBeGreaterThanOrEqual(0.5);
      expect(counters!.maxOverMean).toBeLessThanOrEqual(2);
    }
    // Two kept connections for each of two workers, or three and one where one has answered before the next came.
    expect(samples.get("ts/least-loaded")!.counters!.requestsJainIndex).toBeGreaterThanOrEqual(0.8);
  });

  it("leaves a sample alone that has no workers' counts", () => {
    const failed: SampleBody = { status: "error", reason: "it ended", wholeMs: 1 };
    expect(withShares(failed, 2)).toBe(failed);
  });
});
