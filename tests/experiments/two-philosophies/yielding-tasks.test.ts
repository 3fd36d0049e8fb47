import { describe, expect, it } from "vitest";
import { type TaskKind, taskKinds } from "../../../lib/experiments/two-philosophies/yielding-tasks.js";

const COUNT = 50;

describe.each(Object.entries<TaskKind>(taskKinds))("tasks of the kind %s", (_, kind) => {
  it.each([
    { held: false, title: "all end, and none before the last is started" },
    { held: true, title: "all end when held at the barrier too" },
  ])("$title", async ({ held }) => {
    let ended = 0;
    let endedWhenStarted: number | undefined;
    await kind({
      count: COUNT,
      held,
      onStarted: () => {
        endedWhenStarted = ended;
      },
      onEnd: () => {
        ended += 1;
      },
    });
    expect({ ended, endedWhenStarted }).toEqual({ ended: COUNT, endedWhenStarted: 0 });
  });

  it("work for a single task", async () => {
    let ended = 0;
    await kind({ count: 1, held: true, onStarted: () => {}, onEnd: () => (ended += 1) });
    expect(ended).toBe(1);
  });
});
