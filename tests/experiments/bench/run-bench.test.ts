import { describe, expect, it } from "vitest";
import { boundedWorks } from "../../../lib/experiments/bench/bounded-work.js";
import { channelWorks } from "../../../lib/experiments/bench/channel-work.js";
import { runBench } from "../../../lib/experiments/bench/run-bench.js";
import { type BenchWork, benchWorks } from "../../../lib/experiments/bench/works.js";

describe("the works of the bench", () => {
  it.each(Object.keys(channelWorks))("%s hands over every value, with a buffer and without", async (name) => {
    const send = channelWorks[name as keyof typeof channelWorks];
    expect([await send(100, 0), await send(100, 7)]).toEqual([4_950, 4_950]);
  });

  it.each(Object.keys(boundedWorks))("%s runs every task", async (name) => {
    expect(await boundedWorks[name as keyof typeof boundedWorks](50, 7)).toBe(50);
  });

  it("compare subjects that they have", () => {
    for (const { id, subjects, comparisons } of benchWorks) {
      const known = subjects.map((subject) => subject.id);
      for (const { subject, baseline } of comparisons)
        expect(known, id).toEqual(expect.arrayContaining([subject, baseline]));
    }
  });
});

describe("runBench", () => {
  const fib = benchWorks.find(({ id }) => id === "fib")!;
  const small: BenchWork = { ...fib, argument: { ...fib.argument, count: 5, iterations: 1 } };
  const options = {
    peers: [],
    roundCount: 2,
    seed: 1,
    signal: new AbortController().signal,
    onStep: () => {},
  };

  it("gives a row for each comparison, and the reason for one that did not run", async () => {
    const { rows, times } = await runBench(small, options);
    expect(rows).toMatchObject([
      { subject: "ts/webassembly", baseline: "go/bench", ratio: null, met: null },
      { subject: "ts/number", baseline: "go/bench", ratio: null, met: null },
    ]);
    expect(times.find(({ subject }) => subject.id === "go/bench")!.reason).toContain("left out by --peers");
    expect(times.filter(({ medianMs }) => medianMs !== null)).toHaveLength(2);
  });

  it("judges by the floor what ran whole, and nothing of a trial", async () => {
    const judged: BenchWork = {
      ...small,
      comparisons: [
        { subject: "ts/number", baseline: "ts/webassembly", floor: 1e-9 },
        { subject: "ts/number", baseline: "ts/webassembly", floor: 1e9 },
      ],
    };
    expect((await runBench(judged, options)).rows.map(({ met }) => met)).toEqual([true, false]);
    expect((await runBench(judged, { ...options, shrink: 1 })).rows.map(({ met }) => met)).toEqual([
      null,
      null,
    ]);
  });
});
