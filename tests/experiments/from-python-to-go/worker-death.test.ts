import { expect, it } from "vitest";
import { workerDeath } from "../../../lib/experiments/from-python-to-go/worker-death.js";

const { signal } = new AbortController();

it("worker-death counts what is left of the capacity, and what became of every request", async () => {
  const prepared = await workerDeath.prepare(
    { profile: "smoke", seed: 1, peers: [], parameters: { workers: 1, strikes: 1, patienceMs: 2_000 } },
    { signal, onStep: () => {} },
  );
  const killed = prepared.subjects.find((subject) => subject.id === "ts/log-only" && !subject.cell)!;
  const sample = "sample" in killed ? await killed.sample({ round: 0, signal }) : undefined;
  expect(sample).toMatchObject({
    status: "ok",
    counters: {
      capacityShare: 0,
      deaths: 1,
      capacityAfter1Strikes: 0,
      answeredAfter0Strikes: expect.any(Number),
      answeredAfter1Strikes: 0,
    },
  });
  const { requests, failed, requestsInAll } = sample!.counters!;
  expect(requests! + failed!).toBe(requestsInAll);
});
