import { describe, expect, it } from "vitest";
import { mostOverlapping, observe, observedWaterfall } from "../../lib/experiments/observe.js";
import { gather } from "../../lib/strategies/gather.js";
import { serial } from "../../lib/strategies/serial.js";

describe("mostOverlapping", () => {
  it.each([
    ["nothing", [], 0],
    [
      "one after the other, the end of one being the start of the next",
      [
        [0, 0, 1],
        [1, 1, 2],
      ],
      1,
    ],
    [
      "two within a third",
      [
        [0, 0, 9],
        [1, 1, 4],
        [2, 2, 3],
      ],
      3,
    ],
  ] as const)("counts %s", (_, spans, most) => {
    expect(mostOverlapping(spans)).toBe(most);
  });
});

describe("observe", () => {
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const work = async (item: number) => {
    await turn();
    return item * 10;
  };

  it("keeps results in order and counts what was in flight", async () => {
    const one = await observe("one at a time", serial, [1, 2, 3], work);
    const all = await observe("all at once", gather, [1, 2, 3], work);
    expect([one.results, one.maxInFlightCount]).toEqual([[10, 20, 30], 1]);
    expect([all.results, all.maxInFlightCount]).toEqual([[10, 20, 30], 3]);
    const chart = observedWaterfall([one, all]);
    expect(chart.lanes.map(({ name, tasks }) => [name, tasks.length])).toEqual([
      ["one at a time", 3],
      ["all at once", 3],
    ]);
  });
});
