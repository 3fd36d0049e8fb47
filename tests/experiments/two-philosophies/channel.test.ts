import { describe, expect, it } from "vitest";
import { twoPhilosophies } from "../../../lib/catalogue/two-philosophies.js";
import { digestOf } from "../../../lib/experiments/digest.js";
import { findPrograms } from "../../../lib/experiments/prepare-jobs.js";
import { channel } from "../../../lib/experiments/two-philosophies/channel.js";
import { channelShapes } from "../../../lib/experiments/two-philosophies/channel-shapes.js";
import { runJob } from "../../../lib/measure/run-job.js";
import { startProgram } from "../../peers/run-program.js";

const preparation = { signal: new AbortController().signal, onStep: () => {} };
const settings = { profile: "full", seed: 1, peers: ["go", "python", "pypy"], parameters: {} } as const;
const plan = { itemCount: 60, capacity: 0, channelCount: 3 };

describe("channels in TypeScript", () => {
  it.each(["awaited-channel", "generator-channel"] as const)(
    "%s hands over every value, once",
    async (kind) => {
      const { stream, "ping-pong": pingPong } = channelShapes[kind];
      for (const capacity of [0, 7]) expect(await stream!({ ...plan, capacity })).toEqual({ answer: 1770 });
      expect(await pingPong!(plan)).toEqual({ answer: 30 });
    },
  );

  it("a select takes from every channel, and as many values as it should", async () => {
    const { answer, shares } = await channelShapes["awaited-channel"].select!({ ...plan, itemCount: 600 });
    expect(answer).toBe(600);
    expect(shares).toHaveLength(3);
    // Each channel's share is drawn with a chance of a third: below a sixth it is, once in 10^17 runs.
    expect(Math.min(...shares!)).toBeGreaterThan(100);
  });
});

describe("channel", () => {
  it("sweeps buffers and channels in full, with no select between generators", async () => {
    const { cells, subjects } = await channel.prepare({ ...settings, peers: [] }, preparation);
    expect(Object.keys(cells)).toEqual([
      ...["unbuffered", "buffered", "ping-pong", "select"],
      ...["buffer=1", "buffer=10", "buffer=1024"],
      ...["channels=1", "channels=2", "channels=64"],
    ]);
    const generators = subjects.filter(({ id }) => id === "ts/generator-channel").map(({ cell }) => cell);
    expect(generators).toEqual([undefined, "buffered", "ping-pong", "buffer=1", "buffer=10", "buffer=1024"]);
  });
});

describe("programs with channels", async () => {
  for (const [id, program] of await findPrograms(twoPhilosophies, "channel", settings, preparation)) {
    if (id.endsWith("-copy")) continue;
    if ("missing" in program) {
      it.skip(`${id} hands over every value (${program.missing})`, () => {});
      continue;
    }
    const { command, argument } = program;
    const shapes = { stream: 1770, "ping-pong": 30, ...(id !== "ts/generator-channel" && { select: 60 }) };
    it.each(Object.entries(shapes))(`${id} hands over every value: %s`, async (shape, answer) => {
      const sample = await runJob(
        command,
        { ...argument, shape, items: 60, capacity: 0, channels: 3 },
        { timeLimitMs: 60_000, expectedDigest: digestOf([String(answer)]) },
      );
      expect(sample).toMatchObject({ status: "ok" });
      expect(sample.counters!.perItemMs).toBeCloseTo(sample.workMs! / 60, 4);
      if (shape === "select") expect(sample.counters!.jainIndex).toBeGreaterThanOrEqual(1 / 3 - 1e-9);
    });
    it(`${id} refuses a shape that it does not have with 2 and a sentence`, async () => {
      const { code, stderr, stdout } = await startProgram(command, { ...argument, shape: "ring" }).ended;
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/expected `shape`/i);
    });
  }
});
