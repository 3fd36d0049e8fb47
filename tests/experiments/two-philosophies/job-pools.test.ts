import { describe, expect, it } from "vitest";
import { type PoolKind, poolKinds } from "../../../lib/experiments/two-philosophies/job-pools.js";
import type { PoolJob } from "../../../lib/experiments/two-philosophies/pool-job.js";
import { ControlledWork, settle, watch } from "../../support/controlled-work.js";

const jobs = Array.from(
  { length: 5 },
  (_, index): PoolJob => ({ number: index + 1, lastsMs: 0, throws: false }),
);
const { threads: _, ...onThisThread } = poolKinds;

describe.each(Object.entries<PoolKind>(onThisThread))("a pool over %s", (_name, kind) => {
  const open = () => {
    const controlled = new ControlledWork<number>();
    const pool = { jobs, workerCount: 3, work: controlled.work, noting: <Work>(work: Work) => work };
    return { controlled, outcome: watch(kind(pool)) };
  };

  it("takes the next job as soon as a worker is free, and gives the answers in the order of the jobs", async () => {
    const { controlled, outcome } = open();
    await settle();
    expect(controlled.started).toEqual([0, 1, 2]);
    await controlled.resolve(1, 4);
    expect(controlled.started).toEqual([0, 1, 2, 3]);
    await controlled.resolve(3, 8);
    for (const index of [4, 2, 0]) await controlled.resolve(index, (index + 1) * 2);
    expect(outcome).toMatchObject({ state: "fulfilled", value: [2, 4, 6, 8, 10] });
    expect(controlled.maxInFlight).toBe(3);
  });

  it("does not hang on a job that throws: it cancels the others, waits for them, and names the job", async () => {
    const { controlled, outcome } = open();
    await settle();
    await controlled.reject(1, new Error("job 2 failed"));
    expect(controlled.signals.get(0)?.aborted).toBe(true);
    expect(outcome.state).toBe("pending");
    await controlled.resolve(0, 2);
    await controlled.resolve(2, 6);
    expect(outcome.state).toBe("rejected");
    expect(String(outcome.error)).toContain("job 2 failed");
    expect(controlled.started).toEqual([0, 1, 2]);
  });
});
