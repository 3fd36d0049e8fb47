import { expect, it } from "vitest";
import { runScheduledLoop } from "../../lib/load/scheduled-loop.js";
import { ManualTime } from "../support/manual-time.js";

const STEP_MS = 1;

it("sends each request when it is due, whatever became of those before", async () => {
  const time = new ManualTime();
  const sentAtMs: number[] = [];
  const requests = [0, 3, 3, 10].map((dueMs) => ({ dueMs }));
  const running = runScheduledLoop(
    requests,
    ({ dueMs }) => {
      sentAtMs.push(time.now());
      return new Promise((resolve) =>
        time.after(dueMs === 3 ? 20 : 1, () => resolve(dueMs === 10 ? null : "a")),
      );
    },
    time,
    time,
  );
  for (let passedMs = 0; passedMs < 30; passedMs += STEP_MS) {
    time.pass(passedMs === 0 ? 0 : STEP_MS);
    // Waits that are over go on in turns of their own.
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  }
  const outcomes = await running;
  expect(sentAtMs).toEqual([0, 3, 3, 10]);
  expect(outcomes.map(({ request, answer }) => [request.dueMs, answer])).toEqual([
    [0, "a"],
    [3, "a"],
    [3, "a"],
    [10, null],
  ]);
  expect(outcomes.map(({ endMs }) => Math.round(endMs))).toEqual([1, 23, 23, 11]);
  expect(outcomes.every(({ late }) => !late)).toBe(true);
});
