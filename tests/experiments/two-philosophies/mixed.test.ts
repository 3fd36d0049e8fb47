import { describe, expect, it } from "vitest";
import type { PreparedExperiment } from "../../../lib/experiments/experiment.js";
import type { Settings } from "../../../lib/experiments/settings.js";
import { mixed } from "../../../lib/experiments/two-philosophies/mixed.js";

const { signal } = new AbortController();
const prepare = (settings: Partial<Settings>): Promise<PreparedExperiment> =>
  mixed.prepare(
    { profile: "full", seed: 1, peers: [], parameters: {}, ...settings },
    { signal, onStep: () => {} },
  );

/** The places of a run's cells on the map of steps and waits. */
const placesOf = ({ cells }: PreparedExperiment) =>
  Object.values(cells).map(({ parameters }) => `${parameters.taskSteps} ${parameters.waitMs}`);

describe("mixed", () => {
  it("covers every pair of steps and wait once, and waits nowhere longer than at the headline", async () => {
    const places = placesOf(await prepare({}));
    expect(places.slice(0, 2)).toEqual(["200000 100", "200000 0"]);
    expect(new Set(places).size).toBe(16);
    expect(places).toHaveLength(16);
    const shorter = placesOf(await prepare({ parameters: { taskWaitMs: 5, taskSteps: 20_000 } }));
    expect(new Set(shorter.map((place) => place.split(" ")[1]))).toEqual(new Set(["5", "0", "1"]));
    expect(shorter).toHaveLength(9);
  });

  it("has its copy in the cells that claims look at, and there alone", async () => {
    const { subjects } = await prepare({});
    const copied = subjects.filter(({ id }) => id === "ts/event-loop-copy");
    expect(copied.map(({ cell }) => cell)).toEqual([undefined, "computing"]);
  });

  it("comes to the right numbers in both cells, with threads and without", async () => {
    const { subjects } = await prepare({ parameters: { tasks: 3, taskSteps: 1_001, taskWaitMs: 20 } });
    const wanted = subjects.filter(
      ({ id, cell = "waiting" }) => ["waiting", "computing"].includes(cell) && !id.endsWith("-copy"),
    );
    const ran = wanted.filter((subject) => !("missing" in subject));
    expect(ran).toHaveLength(4);
    for (const subject of ran) {
      if ("missing" in subject) continue;
      const { status, reason, counters } = await subject.sample({ round: 0, signal });
      expect({ status, reason }).toEqual({ status: "ok", reason: undefined });
      expect(counters!.taskCpuMs).toBeGreaterThan(0);
    }
  });
});
