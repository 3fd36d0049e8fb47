import { expect, it } from "vitest";
import { gather } from "../../lib/strategies/gather.js";
import { serial } from "../../lib/strategies/serial.js";
import { traced } from "../../lib/strategies/traced.js";

it("traced notes start and end of every task relative to its own start, failed ones included", async () => {
  let nowMs = 1000;
  const clock = { now: () => nowMs };
  const { work, spans } = traced((item: number) => {
    nowMs += item;
    if (item === 7) throw new Error("seven");
    return item;
  }, clock);
  nowMs += 1;
  await expect(serial([2, 3, 7, 11], work)).rejects.toThrow("seven");
  expect(spans).toEqual([
    [0, 1, 3],
    [1, 3, 6],
    [2, 6, 13],
  ]);
});

it("traced ends work that waits for nothing before the next begins, however many are started at once", async () => {
  let nowMs = 0;
  const clock = { now: () => nowMs };
  const { work, spans } = traced((item: number) => {
    nowMs += item;
    return item;
  }, clock);
  await expect(gather([2, 3], work)).resolves.toEqual([2, 3]);
  expect(spans).toEqual([
    [0, 0, 2],
    [1, 2, 5],
  ]);
});

it("traced counts from the origin that it is given", async () => {
  let nowMs = 40;
  const clock = { now: () => nowMs };
  const { work, spans } = traced(
    (item: number) => {
      nowMs += item;
      return item;
    },
    clock,
    10,
  );
  await serial([2, 3], work);
  expect(spans).toEqual([
    [0, 30, 32],
    [1, 32, 35],
  ]);
});
