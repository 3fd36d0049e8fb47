import { describe, expect, it } from "vitest";
import type { BenchWork } from "../../../lib/catalogue/bench/bench-work.js";
import { benchRows } from "../../../lib/render/bench/bench-rows.js";
import type { Sample } from "../../../lib/store/result.js";

const work: BenchWork = {
  id: "channel",
  title: "A channel",
  metric: "workMs",
  unit: "ms",
  advantage: "as fast",
  subjects: [
    { id: "ts/ours", title: "ours" },
    { id: "go/theirs", title: "theirs" },
  ],
  comparisons: [{ subject: "ts/ours", baseline: "go/theirs", floor: 2, goal: 3 }],
};
const timed = (times: readonly number[]): Sample[] =>
  times.map((workMs, round) => ({ status: "ok", round, position: 0, workMs }));

describe("benchRows", () => {
  it("takes the ratio within rounds, with its interval from six rounds on", () => {
    const samples = { "ts/ours": timed([1, 2, 1, 2, 1, 2]), "go/theirs": timed([2, 4, 2, 4, 2, 4]) };
    expect(benchRows(work, samples)).toEqual([
      {
        work: "channel",
        subject: "ts/ours",
        baseline: "go/theirs",
        ratio: 2,
        low: 2,
        high: 2,
        floor: 2,
        goal: 3,
        met: true,
        clear: true,
      },
    ]);
    const few = { "ts/ours": timed([1, 1]), "go/theirs": timed([1.9, 1.9]) };
    expect(benchRows(work, few)).toMatchObject([{ ratio: 1.9, low: null, high: null, met: false }]);
  });

  it("is clear where the whole interval lies on one side of the floor, and says what stands before a missed one", () => {
    const against = (times: readonly number[]) => {
      const comparisons = [{ ...work.comparisons[0]!, obstacle: "A wall." }];
      const samples = { "ts/ours": timed([1, 1, 1, 1, 1, 1]), "go/theirs": timed(times) };
      const [{ met, clear, obstacle } = {}] = benchRows({ ...work, comparisons }, samples);
      return { met, clear, obstacle };
    };
    expect(against([2, 3, 2, 3, 2, 3])).toEqual({ met: true, clear: true, obstacle: undefined });
    expect(against([1, 3, 3, 3, 3, 3])).toEqual({ met: true, clear: false, obstacle: undefined });
    expect(against([1, 1, 1, 1, 1, 3])).toEqual({ met: false, clear: false, obstacle: "A wall." });
    expect(against([1, 1, 1, 1, 1, 1.9])).toEqual({ met: false, clear: true, obstacle: "A wall." });
  });

  it("turns the ratio where more is better", () => {
    const rates = { "ts/ours": timed([6]), "go/theirs": timed([2]) };
    expect(benchRows({ ...work, better: "more" }, rates)).toMatchObject([{ ratio: 3, met: true }]);
  });

  it("judges nothing where one of both did not run, failed, or is of no own name", () => {
    const failed: Sample[] = [{ status: "error", reason: "no", round: 0, workMs: 1 }];
    for (const theirs of [undefined, [{ status: "skipped", reason: "no go" } as Sample], failed])
      expect(
        benchRows(work, { "ts/ours": timed([1]), ...(theirs && { "go/theirs": theirs }) }),
      ).toMatchObject([{ ratio: null, met: null }]);
    const inherited = Object.create({ "go/theirs": timed([9]) });
    expect(benchRows(work, Object.assign(inherited, { "ts/ours": timed([1]) }))).toMatchObject([
      { ratio: null },
    ]);
  });
});
