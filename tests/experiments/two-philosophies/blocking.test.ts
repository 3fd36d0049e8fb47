import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { twoPhilosophies } from "../../../lib/catalogue/two-philosophies.js";
import { digestOf } from "../../../lib/experiments/digest.js";
import { findPrograms } from "../../../lib/experiments/prepare-jobs.js";
import { blocking } from "../../../lib/experiments/two-philosophies/blocking.js";
import { SteadyHeartbeat } from "../../../lib/experiments/two-philosophies/steady-heartbeat.js";
import { runJob } from "../../../lib/measure/run-job.js";
import { compute } from "../../../lib/workloads/compute.js";

const preparation = { signal: new AbortController().signal, onStep: () => {} };
const settings = { profile: "full", seed: 1, peers: ["go", "python", "pypy"], parameters: {} } as const;

describe("a steady heartbeat", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => vi.useRealTimers());

  it("is on time on an idle loop", () => {
    const heartbeat = new SteadyHeartbeat();
    vi.advanceTimersByTime(9);
    expect(heartbeat.stop()).toEqual([0, 0, 0, 0]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("counts every beat that was due while the loop was blocked, each with its own delay", () => {
    const heartbeat = new SteadyHeartbeat();
    vi.advanceTimersByTime(2);
    // The clock goes on, and no timer has a turn.
    const now = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 9);
    expect(heartbeat.stop()).toEqual([0, 7, 5, 3, 1]);
    now.mockRestore();
  });
});

describe("blocking", () => {
  it("sweeps the slice for the ways that slice, and for them alone", async () => {
    const prepared = await blocking.prepare({ ...settings, peers: [] }, preparation);
    expect(Object.keys(prepared.cells)).toEqual(["sliceMs=5", "sliceMs=1", "sliceMs=20", "sliceMs=50"]);
    const swept = prepared.subjects.filter(({ cell }) => cell === "sliceMs=20").map(({ id }) => id);
    expect(swept).toEqual(["ts/sliced-promises", "ts/sliced", "python/sliced"]);
  });
});

describe("programs that block", async () => {
  const STEPS = 123_457;
  for (const [id, program] of await findPrograms(twoPhilosophies, "blocking", settings, preparation)) {
    if (id.endsWith("-copy")) continue;
    if ("missing" in program) {
      it.skip(`${id} computes and tells how late its beats came (${program.missing})`, () => {});
      continue;
    }
    it(`${id} computes and tells how late its beats came`, async () => {
      const answers = id.endsWith("/idle") ? [] : [String(compute(0, STEPS))];
      const argument = { ...program.argument, steps: STEPS, sliceMs: 1, idleMs: 10 };
      const sample = await runJob(program.command, argument, {
        timeLimitMs: 60_000,
        expectedDigest: digestOf(answers),
      });
      expect(sample).toMatchObject({ status: "ok" });
      const { beats, heartbeatDelayP99Ms, heartbeatDelayMaxMs } = sample.counters!;
      // By its schedule, blocked or not; a host that stops the program between two clocks may add some.
      expect(beats).toBeGreaterThanOrEqual(Math.floor(sample.workMs! / 2) - 1);
      expect(heartbeatDelayP99Ms).toBeLessThanOrEqual(heartbeatDelayMaxMs!);
      // Nothing can be later than the whole program; a busy host keeps the last beat waiting beyond the work.
      expect(heartbeatDelayMaxMs).toBeLessThanOrEqual(sample.wholeMs!);
    });
  }
});
