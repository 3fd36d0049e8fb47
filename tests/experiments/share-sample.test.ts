import { describe, expect, it } from "vitest";
import { type CellShare, shareSample } from "../../lib/experiments/share-sample.js";
import { orderOfSamples, runRounds, type SampleLog } from "../../lib/measure/rounds.js";
import type { SampleBody } from "../../lib/measure/run-job.js";
import type { Sample } from "../../lib/store/result.js";

const { signal } = new AbortController();
const shares: CellShare[] = ["first", "second"].map((cell) => ({
  cell,
  of: (sample) => ({ ...sample, counters: { value: sample.counters![cell]! } }),
}));

function subjectOf(sample: SampleBody) {
  let taken = 0;
  return {
    takenCount: () => taken,
    subject: {
      id: "ts/any" as const,
      sample: async () => {
        taken += 1;
        return sample;
      },
    },
  };
}

/** What each of the cells has of a round. */
function round(subjects: ReturnType<typeof shareSample>, number: number) {
  return Promise.all(
    subjects.map((subject) => {
      if ("missing" in subject) throw new Error(subject.missing);
      return subject.sample({ round: number, signal });
    }),
  );
}

describe("shareSample", () => {
  it("takes one sample a round, and shows each cell its share", async () => {
    const { subject, takenCount } = subjectOf({ status: "ok", counters: { first: 1, second: 2 } });
    const subjects = shareSample(subject, shares);
    expect(subjects.map(({ cell }) => cell)).toEqual([undefined, "second"]);
    expect(subjects.map((each) => "shared" in each)).toEqual([false, true]);
    expect((await round(subjects, 0)).map(({ counters }) => counters)).toEqual([{ value: 1 }, { value: 2 }]);
    expect(takenCount()).toBe(1);
    await round(subjects, 1);
    expect(takenCount()).toBe(2);
  });

  it("has a failure in every cell as it is", async () => {
    const failure: SampleBody = { status: "error", reason: "died" };
    const subjects = shareSample(subjectOf(failure).subject, shares);
    expect(await round(subjects, 0)).toEqual([failure, failure]);
  });

  it("is missing in every cell where it is missing", () => {
    expect(shareSample({ id: "go/any", missing: "no Go" }, shares)).toEqual([
      { id: "go/any", missing: "no Go" },
      { id: "go/any", missing: "no Go", cell: "second" },
    ]);
  });
});

describe("a run that was interrupted within a round", () => {
  /** What a run has of the first round, when an earlier one had left so many cells of it in the log. */
  async function resumedAfter(loggedCount: number) {
    const of = (run: string): SampleBody => ({
      status: "ok",
      digest: run,
      counters: { first: 1, second: 2 },
    });
    const { subject, takenCount } = subjectOf(of("the later run"));
    const subjects = shareSample(subject, shares);
    const options = { subjects, roundCount: 1, seed: 1, signal };
    const logged = orderOfSamples(subjects, 1, 1)[0]!.slice(0, loggedCount);
    const appended: Sample[] = [];
    const log: SampleLog = {
      find: ({ cell }, round) =>
        round === 0 && logged.some((each) => each.cell === cell) ? of("the earlier run") : undefined,
      append: async (_, sample) => void appended.push(sample),
    };
    const samples = (await runRounds({ ...options, log })).get("ts/any")!;
    return { from: samples.map(({ digest }) => digest), takenCount: takenCount(), appended };
  }

  it("has one sample in all cells of a round: half of one is taken anew, and logged whole", async () => {
    const { from, takenCount, appended } = await resumedAfter(1);
    expect([from, takenCount]).toEqual([["the later run", "the later run"], 1]);
    expect(appended).toHaveLength(2);
  });

  it("takes over what is whole", async () => {
    const { from, takenCount, appended } = await resumedAfter(2);
    expect([from, takenCount]).toEqual([["the earlier run", "the earlier run"], 0]);
    expect(appended).toEqual([]);
  });
});
