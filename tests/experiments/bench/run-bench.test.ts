import { describe, expect, it } from "vitest";
import { benchWorks } from "../../../lib/catalogue/bench/works.js";
import { boundedWorks } from "../../../lib/experiments/bench/bounded-work.js";
import { channelWorks } from "../../../lib/experiments/bench/channel-work.js";
import { hopWorks, sumOfHops } from "../../../lib/experiments/bench/hop-work.js";
import { openJobs, scaled } from "../../../lib/experiments/bench/job-works.js";
import { runBench } from "../../../lib/experiments/bench/run-bench.js";
import { benchFigures } from "../../../lib/render/bench/bench-rows.js";

describe("the works of the bench", () => {
  it.each(Object.keys(channelWorks))("%s hands over every value, with a buffer and without", async (name) => {
    const send = channelWorks[name as keyof typeof channelWorks];
    expect([await send(100, 0), await send(100, 7)]).toEqual([4_950, 4_950]);
  });

  it.each(Object.keys(boundedWorks))("%s runs every task", async (name) => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    expect(await boundedWorks[name as keyof typeof boundedWorks](items, 7)).toBe(50);
  });

  it.each(["bare-messages", "bare-atomics"] as const)("%s answer each hop, and end", async (name) => {
    const hopper = await hopWorks[name]();
    expect(await sumOfHops(hopper, 3)).toBe(3);
    await hopper.close();
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
  const options = {
    peers: [],
    roundCount: 2,
    seed: 1,
    signal: new AbortController().signal,
    onStep: () => {},
  };
  const workOf = (id: string) => benchWorks.find((work) => work.id === id)!;

  it("runs every subject in each round as a fresh process, and gives the reason for one that did not run", async () => {
    const fib = workOf("fib");
    const open = openJobs({ work: "fib", count: 5, iterations: 1 })(fib);
    const samples = await runBench(fib, { ...options, open: (_, given) => open(given) });
    expect(benchFigures(fib, samples)).toMatchObject([
      { id: "ts/webassembly", middle: expect.any(Number) },
      { id: "ts/number", middle: expect.any(Number) },
      { id: "go/bench", middle: null, reason: expect.stringContaining("left out by --peers") },
    ]);
    expect(samples["ts/number"]!.map(({ round }) => round)).toEqual([0, 1]);
  });

  it("refuses subjects that disagree, and ends what the work had started", async () => {
    const answering = (id: "ts/a" | "ts/b", digest: string) => ({
      id,
      sample: async () => ({ status: "ok" as const, workMs: 1, digest }),
    });
    let closed = false;
    const open = async () => ({
      subjects: [answering("ts/a", "1"), answering("ts/b", "2")],
      close: async () => {
        closed = true;
      },
    });
    await expect(runBench(workOf("fib"), { ...options, open })).rejects.toThrow("to give one answer, got 2");
    expect(closed).toBe(true);
  });

  it("counts a hundredth of the work a hundredfold, and does not compare its answer", () => {
    const whole = { status: "ok" as const, workMs: 3, digest: "part", counters: { iterations: 1 } };
    expect(scaled(whole, 100)).toEqual({
      status: "ok",
      workMs: 300,
      counters: { iterations: 1, scaledBy: 100 },
    });
    expect(scaled(whole, 1)).toBe(whole);
  });

  it.each(["task-memory", "fetch-150"])("runs a small part of %s as its experiment does", async (id) => {
    const work = workOf(id);
    const samples = await runBench(work, { ...options, roundCount: 1, shrink: 50 });
    const ours = benchFigures(work, samples).filter((figure) => figure.id.startsWith("ts/"));
    expect(ours.filter(({ middle }) => middle === null)).toEqual([]);
  });
});
