import { describe, expect, it } from "vitest";
import { starts } from "../../../lib/experiments/two-philosophies/starting.js";
import { settle, watch } from "../../support/controlled-work.js";

describe("starting tasks", () => {
  const open = (kind: keyof typeof starts) => {
    const ends: (() => void)[] = [];
    const task = () => new Promise<void>((resolve) => ends.push(resolve));
    return { ends, outcome: watch(starts[kind]([0, 1, 2], task)) };
  };

  it.each(["wait-group", "task-group"] as const)(
    "by %s starts all at once and waits for the last",
    async (kind) => {
      const { ends, outcome } = open(kind);
      await settle();
      expect(ends).toHaveLength(3);
      ends[0]!();
      ends[2]!();
      await settle();
      expect(outcome.state).toBe("pending");
      ends[1]!();
      await settle();
      expect(outcome.state).toBe("fulfilled");
    },
  );

  it("by floating is done while every task still runs", async () => {
    const { ends, outcome } = open("floating");
    await settle();
    expect(ends).toHaveLength(3);
    expect(outcome.state).toBe("fulfilled");
  });
});
