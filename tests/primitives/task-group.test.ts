import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onAbort } from "../../lib/on-abort.js";
import { type TaskGroup, TaskGroupError, withTaskGroup } from "../../lib/primitives/task-group.js";

/** A task that lasts until it is cancelled, then rejects with the reason, after `cleanUp`. */
const untilCancelled = (cleanUp?: () => void) => (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    onAbort(signal, (reason) => {
      try {
        cleanUp?.();
        reject(reason);
      } catch (error) {
        reject(error);
      }
    });
  });

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function failuresOf(group: Promise<unknown>) {
  const error = await group.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TaskGroupError);
  return (error as TaskGroupError).failures;
}

describe("withTaskGroup", () => {
  it("gives the body's value when every task has ended, and not before", async () => {
    const order: string[] = [];
    let release = () => {};
    const group = withTaskGroup((tasks) => {
      void tasks.spawn("slow", () => new Promise<void>((resolve) => (release = resolve)));
      return "value";
    });
    void group.then(() => order.push("group"));
    await settled();
    order.push("released");
    release();
    expect(await group).toBe("value");
    expect(order).toEqual(["released", "group"]);
  });

  it("starts a task at once, as a call does", async () => {
    await withTaskGroup((group) => {
      let started = false;
      void group.spawn("eager", () => {
        started = true;
      });
      expect(started).toBe(true);
    });
  });

  it("cancels the siblings of a failure, waits for their clean-up, and names who failed", async () => {
    const cleanedUp: string[] = [];
    const failures = await failuresOf(
      withTaskGroup((group) => {
        void group.spawn(
          "patient",
          untilCancelled(() => void cleanedUp.push("patient")),
        );
        void group.spawn("failing", async () => {
          throw new Error("lost its page");
        });
      }),
    );
    expect(failures).toEqual([{ task: "failing", error: new Error("lost its page") }]);
    expect(cleanedUp).toEqual(["patient"]);
  });

  it("keeps what fails in clean-up beside the first error", async () => {
    const first = new Error("first");
    const group = withTaskGroup((tasks) => {
      void tasks.spawn(
        "patient",
        untilCancelled(() => {
          throw new Error("clean-up failed");
        }),
      );
      void tasks.spawn("failing", () => Promise.reject(first));
    });
    await expect(group).rejects.toThrow("2 tasks failed: failing: first; patient: clean-up failed");
    await expect(group).rejects.toMatchObject({ cause: first });
  });

  it("counts an error once that passes through the body", async () => {
    const failures = await failuresOf(
      withTaskGroup(async (group) => {
        await group.spawn("failing", () => Promise.reject(new Error("once")));
      }),
    );
    expect(failures.map(({ task }) => task)).toEqual(["failing"]);
  });

  it("reports a failing body, and falsy errors of tasks", async () => {
    expect(
      await failuresOf(
        withTaskGroup(() => {
          throw new Error("body");
        }),
      ),
    ).toEqual([{ task: "the body of the group", error: new Error("body") }]);
    expect(
      await failuresOf(withTaskGroup((group) => void group.spawn("falsy", () => Promise.reject(undefined)))),
    ).toEqual([{ task: "falsy", error: undefined }]);
  });

  it("rejects with the caller's reason once all tasks have ended", async () => {
    const cancelling = new AbortController();
    const ended: string[] = [];
    const group = withTaskGroup(
      (tasks) =>
        void tasks.spawn(
          "patient",
          untilCancelled(() => void ended.push("patient")),
        ),
      { signal: cancelling.signal },
    );
    cancelling.abort(new Error("enough"));
    await expect(group).rejects.toThrow("enough");
    expect(ended).toEqual(["patient"]);
  });

  it("starts nothing when it was cancelled before", async () => {
    let started = false;
    const group = withTaskGroup(
      (tasks) =>
        void tasks.spawn("never", () => {
          started = true;
        }),
      { signal: AbortSignal.abort(new Error("early")) },
    );
    await expect(group).rejects.toThrow("early");
    expect(started).toBe(false);
  });

  it("keeps to its limit, in order, and never starts what still waits when it fails", async () => {
    const started: number[] = [];
    const failures = await failuresOf(
      withTaskGroup(
        async (group) => {
          for (let number = 0; number < 4; number += 1) {
            void group.spawn(`task ${number}`, async () => {
              started.push(number);
              await settled();
              if (number === 1) throw new Error("stop");
            });
          }
          expect(group.stats()).toMatchObject({ runningCount: 2, waitingCount: 3 });
        },
        { limit: 1 },
      ),
    );
    expect(started).toEqual([0, 1]);
    expect(failures.map(({ task }) => task)).toEqual(["task 1"]);
  });

  it("does not start what was let in by the limit in the very turn in which a sibling fails", async () => {
    const started: string[] = [];
    let ended: TaskGroup | undefined;
    const failures = await failuresOf(
      withTaskGroup(
        (group) => {
          ended = group;
          void group.spawn("well", async () => {});
          void group.spawn("failing", async () => {
            await null;
            throw new Error("stop");
          });
          void group.spawn("late", () => void started.push("late"));
        },
        { limit: 2 },
      ),
    );
    expect(started).toEqual([]);
    expect(failures.map(({ task }) => task)).toEqual(["failing"]);
    expect(ended!.stats()).toEqual({ runningCount: 0, waitingCount: 0, endedCount: 3, failedCount: 1 });
  });

  it("names the fix for misuse", async () => {
    await expect(withTaskGroup(() => {}, { limit: 0 })).rejects.toThrow("got `0` (number)");
    let ended: TaskGroup | undefined;
    await withTaskGroup((group) => {
      ended = group;
    });
    expect(() => ended!.spawn("late", () => {})).toThrow("got one that has ended");
  });

  it("ends when all have ended, under any order of completion, with exactly the failures that there were", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { maxLength: 8 }),
        fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
        async (scheduler, plans, limit) => {
          let running = 0;
          let most = 0;
          const failed: string[] = [];
          const group = withTaskGroup(
            (tasks) => {
              plans.forEach((fails, index) => {
                void tasks.spawn(`task ${index}`, async () => {
                  running += 1;
                  most = Math.max(most, running);
                  try {
                    await scheduler.schedule(Promise.resolve());
                    if (fails) {
                      failed.push(`task ${index}`);
                      throw new Error("planted");
                    }
                  } finally {
                    running -= 1;
                  }
                });
              });
            },
            limit === undefined ? {} : { limit },
          );
          const outcome = group.then(
            () => [],
            (error: TaskGroupError) => error.failures.map(({ task }) => task),
          );
          expect(await scheduler.waitFor(outcome)).toEqual(failed);
          expect(running).toBe(0);
          if (limit !== undefined) expect(most).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 100 },
    );
  });
});
