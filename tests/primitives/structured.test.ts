import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { all } from "../../lib/primitives/all.js";
import { Channel } from "../../lib/primitives/channel.js";
import { DeadlineExceededError, withDeadline } from "../../lib/primitives/deadline.js";
import { race } from "../../lib/primitives/race.js";
import { TaskGroupError } from "../../lib/primitives/task-group.js";
import { settle, watch } from "../support/controlled-work.js";

const parked = (signal: AbortSignal) => new Channel<never>().receive(signal);

describe("all", () => {
  it("gives results in the order of the works, falsy ones too", async () => {
    const results = await all([() => settle().then(() => 0), () => undefined, async () => ""]);
    expect(results).toEqual([0, undefined, ""]);
    expect(await all([])).toEqual([]);
  });

  it("cancels the others at the first failure, and waits for their clean-up", async () => {
    const order: string[] = [];
    const cleaning = async (signal: AbortSignal) => {
      try {
        await parked(signal);
      } finally {
        await settle();
        order.push("cleaned up");
      }
    };
    const failing = async () => {
      throw undefined;
    };
    const error = await all([cleaning, failing]).catch((caught) => caught);
    expect(error).toBeInstanceOf(TaskGroupError);
    expect(error.failures).toEqual([{ task: "task 1", error: undefined }]);
    expect(order).toEqual(["cleaned up"]);
  });

  it("keeps to a limit, and refuses nonsense", async () => {
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++running);
      await settle();
      running -= 1;
    };
    await all(
      Array.from({ length: 7 }, () => work),
      { limit: 2 },
    );
    expect(most).toBe(2);
    await expect(all([work], { limit: 0 })).rejects.toBeInstanceOf(UsageError);
  });
});

describe("race", () => {
  it("gives what the first returned, after the others have cleaned up", async () => {
    const order: string[] = [];
    const loser = async (signal: AbortSignal) => {
      await parked(signal).finally(() => order.push("loser ended"));
      return "loser";
    };
    expect(await race([loser, async () => "winner", loser])).toBe("winner");
    expect(order).toEqual(["loser ended", "loser ended"]);
  });

  it("fails when the first to end fails, and keeps what failed in a loser's clean-up", async () => {
    const failing = async () => {
      throw new Error("first");
    };
    await expect(race([parked, failing])).rejects.toThrow(/task 1: first/);
    const unclean = (signal: AbortSignal): Promise<string> =>
      parked(signal).then(
        () => "never",
        () => {
          throw new Error("clean-up");
        },
      );
    await expect(race([unclean, async () => "won"])).rejects.toThrow(/task 0: clean-up/);
  });

  it("lets falsy values win, and one winner only", async () => {
    expect(await race([async () => undefined, async () => 1])).toBeUndefined();
    expect(await race([() => 0, () => 1])).toBe(0);
  });

  it("ends under a signal, and wants somebody in it", async () => {
    const cancel = new AbortController();
    const racing = watch(race([parked, parked], { signal: cancel.signal }));
    cancel.abort("enough");
    await settle();
    expect(racing).toMatchObject({ state: "rejected", error: "enough" });
    await expect(race([])).rejects.toBeInstanceOf(UsageError);
  });
});

describe("withDeadline", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  it("aborts the work's signal at the deadline, and waits for it to end", async () => {
    const order: string[] = [];
    const limited = watch(
      withDeadline(100, async (signal) => {
        try {
          await parked(signal);
        } finally {
          await settle();
          order.push("cleaned up");
        }
      }),
    );
    await vi.advanceTimersByTimeAsync(99);
    expect(limited.state).toBe("pending");
    await vi.advanceTimersByTimeAsync(1);
    await settle();
    await settle();
    expect(order).toEqual(["cleaned up"]);
    expect(limited.error).toBeInstanceOf(DeadlineExceededError);
    expect((limited.error as DeadlineExceededError).message).toContain("within 100 ms");
  });

  it("leaves neither timer nor listener behind", async () => {
    const cancel = new AbortController();
    expect(await withDeadline(100, () => 0, cancel.signal)).toBe(0);
    await expect(withDeadline(100, () => Promise.reject("broken"))).rejects.toBe("broken");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("passes the caller's own cancelling on, with its reason", async () => {
    const cancel = new AbortController();
    const limited = watch(withDeadline(100, parked, cancel.signal));
    cancel.abort("enough");
    await settle();
    expect(limited.error).toBe("enough");
    await expect(withDeadline(100, parked, cancel.signal)).rejects.toBe("enough");
    await expect(withDeadline(-1, parked)).rejects.toBeInstanceOf(UsageError);
  });
});
