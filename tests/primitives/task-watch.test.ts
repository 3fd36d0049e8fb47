import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Channel } from "../../lib/primitives/channel.js";
import { withDeadline } from "../../lib/primitives/deadline.js";
import { DeadlockError } from "../../lib/primitives/deadlock-error.js";
import { Mutex } from "../../lib/primitives/mutex.js";
import { after as afterDelay, select } from "../../lib/primitives/select.js";
import { type TaskGroup, TaskGroupError, withTaskGroup } from "../../lib/primitives/task-group.js";
import type { LiveTask } from "../../lib/primitives/task-watch.js";
import { waitObservation } from "../../lib/primitives/wait-observer.js";
import { settle, watch } from "../support/controlled-work.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => {
  vi.useRealTimers();
  expect(waitObservation.observer).toBeUndefined();
});

const deadlockOf = (error: unknown) => (error as TaskGroupError).cause as DeadlockError;

/** Runs a group that looks for deadlocks, and lets `elapsedMs` pass. */
async function grouped(body: (group: TaskGroup) => Promise<unknown>, elapsedMs = 100) {
  const outcome = watch(withTaskGroup(body, { deadlockAfterMs: 100 }));
  await settle();
  await vi.advanceTimersByTimeAsync(elapsedMs);
  await settle();
  return outcome;
}

describe("a group that looks for deadlocks", () => {
  it("names who waits for whom when two tasks take two locks in opposite order", async () => {
    const [left, right] = [new Mutex("left"), new Mutex("right")];
    const take = (first: Mutex, second: Mutex) => () =>
      first.withLock(async () => {
        await settle();
        await second.withLock(() => {});
      });
    const inTurn = await grouped(async (group) => {
      await group.spawn("a", take(left, right));
      await group.spawn("b", take(right, left));
    });
    expect(inTurn.state).toBe("fulfilled");
    const crossed = await grouped(async (group) => {
      const tasks = [group.spawn("a", take(left, right)), group.spawn("b", take(right, left))];
      await Promise.all(tasks);
    });
    expect(crossed.error).toBeInstanceOf(TaskGroupError);
    const { message } = deadlockOf(crossed.error);
    expect(message).toContain(`"a" waits to lock Mutex "right", held by "b"`);
    expect(message).toContain(`"b" waits to lock Mutex "left", held by "a"`);
    expect(message).toContain(`"the body of the group" waits for task "a" to end and for task "b" to end`);
    expect([left.stats().locked, right.stats().locked]).toEqual([false, false]);
  });

  it("finds a receiver whose sender is gone, and a task that waits for the group's limit", async () => {
    const jobs = new Channel<number>(0, "jobs");
    const outcome = await grouped(async (group) => {
      await group.spawn("worker", () => jobs.receive());
    });
    expect(deadlockOf(outcome.error)).toBeInstanceOf(DeadlockError);
    expect(deadlockOf(outcome.error).message).toContain(`"worker" waits to receive from Channel "jobs"`);
    const limited = watch(
      withTaskGroup(
        async (group) => {
          await Promise.all(["a", "b"].map((name) => group.spawn(name, () => jobs.receive())));
        },
        { limit: 1, deadlockAfterMs: 100 },
      ),
    );
    await settle();
    await vi.advanceTimersByTimeAsync(100);
    await settle();
    expect(deadlockOf(limited.error).message).toContain(
      `"b" waits to acquire Semaphore "the group's limit", held by "a"`,
    );
  });

  it("keeps still while a task runs, sleeps by `after` or has a deadline", async () => {
    const channel = new Channel<number>();
    const outcome = await grouped(async (group) => {
      void group.spawn("sleeper", () => select({ late: afterDelay(500), job: channel.receiving() }));
      await group.spawn("waiter", (signal) => channel.receive(signal)).catch(() => {});
    }, 400);
    expect(outcome.state).toBe("pending");
    const limited = await grouped(async (group) => {
      await group
        .spawn("limited", () => withDeadline(300, (signal) => channel.receive(signal)))
        .catch(() => {});
    }, 200);
    expect(limited.state).toBe("pending");
    await vi.advanceTimersByTimeAsync(1_000);
    await settle();
    expect((limited.error as Error).message).toContain("within 300 ms");
    expect(deadlockOf(outcome.error).message).toContain("waiter");
  });

  it("counts a task as asleep while one of its branches waits, and says no more than it knows", async () => {
    const results = new Channel<number>(0, "results");
    const busy = () => new Promise((resolve) => setTimeout(resolve, 300));
    const outcome = await grouped(async (group) => {
      await group.spawn("two branches", () => Promise.all([busy(), results.receive()]));
    }, 300);
    const { message } = deadlockOf(outcome.error);
    expect(message).toContain(`All tasks of the group have waited for 100 ms: "the body of the group" waits`);
    expect(message).toContain(`"two branches" waits to receive from Channel "results"`);
    expect(message).toContain("a longer `deadlockAfterMs` where a task goes on in another branch meanwhile");
  });

  it("keeps still when all slept for a moment only", async () => {
    const channel = new Channel<number>();
    const outcome = watch(withTaskGroup(() => channel.receive(), { deadlockAfterMs: 100 }));
    await vi.advanceTimersByTimeAsync(99);
    channel.trySend(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(outcome.value).toEqual({ value: 1, done: false });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("takes no time that is too long for a timer for a short one", async () => {
    const channel = new Channel<number>();
    const never = { deadlockAfterMs: Number.POSITIVE_INFINITY };
    const outcome = watch(withTaskGroup(() => channel.receive(), never));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(outcome.state).toBe("pending");
    channel.trySend(1);
    await settle();
    expect(outcome.state).toBe("fulfilled");
  });
});

describe("a group that reports leaks", () => {
  it("names the tasks that do not end when they are cancelled, and what they wait for", async () => {
    const stubborn = new Channel<string>(0, "stubborn");
    const leaks: (readonly LiveTask[])[] = [];
    const outcome = watch(
      withTaskGroup(
        async (group) => {
          void group.spawn("deaf", () => stubborn.receive());
          void group.spawn("polite", (signal) => new Channel().receive(signal));
          await settle();
          group.cancel("enough");
        },
        { onLeak: (tasks) => leaks.push(tasks), leakAfterMs: 50 },
      ),
    );
    await settle();
    await vi.advanceTimersByTimeAsync(50);
    expect(leaks).toEqual([[{ task: "deaf", waitsFor: ['to receive from Channel "stubborn"'] }]]);
    stubborn.trySend("at last");
    await settle();
    expect(outcome.state).toBe("fulfilled");
  });

  it("says nothing of a group whose tasks end in time", async () => {
    const onLeak = vi.fn();
    await withTaskGroup((group) => void group.spawn("quick", async () => {}), { onLeak, leakAfterMs: 0 });
    await vi.advanceTimersByTimeAsync(10);
    expect(onLeak).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
