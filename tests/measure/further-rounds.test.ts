import { describe, expect, it } from "vitest";
import { FurtherRounds, type SettledRounds } from "../../lib/measure/further-rounds.js";
import { runRounds, type SampleLog } from "../../lib/measure/rounds.js";
import type { Sample } from "../../lib/store/result.js";

const still = { before: { chunkMs: 30 }, measureHostSpeed: () => ({ chunkMs: 31 }) };
const drifting = { before: { chunkMs: 30 }, measureHostSpeed: () => ({ chunkMs: 60 }) };

/** Runs one program that takes 1 s, six rounds and what follows. */
async function roundsWith(further: FurtherRounds, log?: SampleLog) {
  let nowMs = 0;
  const sample = async (): Promise<Sample> => {
    nowMs += 1_000;
    return { status: "ok", workMs: 1 };
  };
  const samples = await runRounds({
    subjects: [
      { id: "ts/a", sample },
      { id: "ts/counts", timed: false, sample },
    ],
    roundCount: 6,
    seed: 7,
    signal: new AbortController().signal,
    anotherRound: (finished) => further.another(finished),
    clock: { now: () => nowMs },
    ...(log && { log }),
  });
  expect(samples.get("ts/counts")).toHaveLength(1);
  return samples.get("ts/a")!.map(({ round }) => round);
}

describe("FurtherRounds", () => {
  it("adds none without a budget on a host that holds still", async () => {
    const further = new FurtherRounds(still);
    expect(await roundsWith(further)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(further.warning).toBeNull();
  });

  it("spends what is left of a budget, and never more", async () => {
    // Six rounds and the sample that counts take 7 s, and no round so far took longer than 2 s.
    expect(await roundsWith(new FurtherRounds({ ...still, budgetMs: 10_000 }))).toHaveLength(8);
    expect(await roundsWith(new FurtherRounds({ ...still, budgetMs: 8_999 }))).toHaveLength(6);
  });

  it("stops at twenty rounds", async () => {
    expect(await roundsWith(new FurtherRounds({ ...still, budgetMs: 1e9 }))).toHaveLength(20);
  });

  it("adds one round and a warning where the host has changed its speed", async () => {
    const further = new FurtherRounds(drifting);
    expect(await roundsWith(further)).toHaveLength(7);
    expect(further.warning).toContain("one more round was measured");
  });

  it("ends a further round that an interrupted run had begun", async () => {
    const known: Sample = { status: "ok", workMs: 5, wholeMs: 5 };
    const log: SampleLog = {
      find: ({ id }, round) => (id === "ts/a" && round <= 7 ? known : undefined),
      append: async () => {},
    };
    expect(await roundsWith(new FurtherRounds(still), log)).toHaveLength(8);
  });

  it("keeps what it has settled, before the round that follows from it", async () => {
    const kept: SettledRounds[] = [];
    const onSettled = async (settled: SettledRounds) => void kept.push(settled);
    const further = new FurtherRounds({ ...drifting, onSettled });
    expect(await roundsWith(further)).toHaveLength(7);
    expect(kept).toEqual([{ roundCount: 7, warning: further.warning }]);
  });

  it("carries on what an interrupted run has settled: its rounds and its warning", async () => {
    const settled = { roundCount: 7, warning: "The host did not hold still." };
    const further = new FurtherRounds({ ...still, budgetMs: 1e9, settled });
    expect(await roundsWith(further)).toHaveLength(7);
    expect(further.warning).toBe(settled.warning);
    const held = new FurtherRounds({ ...drifting, settled: { roundCount: 6, warning: null } });
    expect(await roundsWith(held)).toHaveLength(6);
    expect(held.warning).toBeNull();
  });
});
