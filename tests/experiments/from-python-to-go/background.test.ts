import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PreparedExperiment } from "../../../lib/experiments/experiment.js";
import { background } from "../../../lib/experiments/from-python-to-go/background.js";
import type { SampleBody } from "../../../lib/measure/run-job.js";

const { signal } = new AbortController();

/** Half of the sink's delay comes before a mail can be handed over: what was promised in it is lost with its process. */
const parameters = { sinkDelayMs: 600, ratePerSecond: 100, warmupMs: 50, windowMs: 100 };

describe("background", () => {
  let prepared: PreparedExperiment;
  beforeAll(async () => {
    const settings = { profile: "full", seed: 1, peers: ["go", "python"], parameters } as const;
    prepared = await background.prepare(settings, { signal, onStep: () => {} });
  });
  afterAll(() => prepared.close());

  const missing = (id: string) => {
    const subject = prepared.subjects.find((each) => each.id === id)!;
    return "missing" in subject ? subject.missing : undefined;
  };
  const sample = async (id: string, cell?: string): Promise<SampleBody> => {
    const subject = prepared.subjects.find((each) => each.id === id && each.cell === cell)!;
    if ("missing" in subject) throw new Error(subject.missing);
    return subject.sample({ round: 0, signal });
  };

  it("makes an inline page wait for its mail, and no other", async () => {
    const inline = await sample("ts/inline");
    expect(inline).toMatchObject({ status: "ok", counters: { lostMails: 0, queuedMails: 0 } });
    expect(inline.counters!.pageP50Ms).toBeGreaterThan(600);
    const queued = await sample("ts/worker-thread");
    expect(queued).toMatchObject({ status: "ok", counters: { lostMails: 0 } });
    expect(queued.counters!.queuedMails).toBeGreaterThan(0);
    expect(queued.counters!.pageP50Ms).toBeLessThan(600);
  });

  it("loses what is in the memory of a process that is killed", async () => {
    for (const id of ["ts/fire-and-forget", "ts/bounded-queue"]) {
      const { status, counters } = await sample(id, "SIGKILL");
      expect({ id, status }).toEqual({ id, status: "ok" });
      expect(counters!.lostMails).toBeGreaterThan(0);
    }
  });

  it("drains on SIGTERM where the form knows how to", async () => {
    expect(await sample("ts/bounded-queue", "SIGTERM")).toMatchObject({ counters: { lostMails: 0 } });
    const { counters } = await sample("ts/fire-and-forget", "SIGTERM");
    expect(counters!.lostMails).toBeGreaterThan(0);
  });

  it("sends what a killed process had in a file", async () => {
    expect(await sample("ts/sqlite-queue", "SIGKILL")).toMatchObject({
      status: "ok",
      counters: { lostMails: 0 },
    });
  });

  it("sends what a killed process had in Redis", async (test) => {
    test.skip(missing("ts/redis-queue") !== undefined, missing("ts/redis-queue"));
    expect(await sample("ts/redis-queue", "SIGKILL")).toMatchObject({
      status: "ok",
      counters: { lostMails: 0 },
    });
  });

  it.each(["python/thread", "python/create-task", "go/goroutine"])("%s answers, and sends", async (id) => {
    if (missing(id) !== undefined) return;
    expect(await sample(id)).toMatchObject({ status: "ok", counters: { lostMails: 0 } });
  });
});
