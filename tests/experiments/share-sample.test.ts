import { describe, expect, it } from "vitest";
import { type CellShare, shareSample } from "../../lib/experiments/share-sample.js";
import type { SampleBody } from "../../lib/measure/run-job.js";

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
