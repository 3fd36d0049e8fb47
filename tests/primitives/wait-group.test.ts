import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { WaitGroup } from "../../lib/primitives/wait-group.js";
import { ControlledWork, settle, watch } from "../support/controlled-work.js";

describe("WaitGroup", () => {
  it("has nothing to wait for when it is empty", async () => {
    await expect(new WaitGroup().wait()).resolves.toBeUndefined();
  });

  it("waits for every task, by `go` or by count", async () => {
    const group = new WaitGroup();
    const { work, ...controlled } = controlledWork();
    group.go(() => work(undefined, 0, new AbortController().signal));
    group.add();
    const waiting = [watch(group.wait()), watch(group.wait())];
    group.done();
    await settle();
    expect(waiting.map(({ state }) => state)).toEqual(["pending", "pending"]);
    await controlled.end(0);
    expect(waiting.map(({ state }) => state)).toEqual(["fulfilled", "fulfilled"]);
    expect(group.stats()).toEqual({ pendingCount: 0, waiterCount: 0 });
  });

  it("lets the others end when one fails, then tells every waiter of the first error, falsy ones too", async () => {
    const group = new WaitGroup();
    const { work, ...controlled } = controlledWork();
    group.go(() => Promise.reject(undefined));
    group.go(() => {
      throw new Error("second");
    });
    group.go(() => work(undefined, 0, new AbortController().signal));
    const waiting = [watch(group.wait()), watch(group.wait())];
    await settle();
    expect(waiting[0]!.state).toBe("pending");
    await controlled.end(0);
    expect(waiting).toEqual([
      { state: "rejected", error: undefined },
      { state: "rejected", error: undefined },
    ]);
    await expect(group.wait()).resolves.toBeUndefined();
  });

  it("keeps an error for a wait that comes later", async () => {
    const group = new WaitGroup();
    group.go(() => Promise.reject(new Error("kept")));
    await settle();
    await expect(group.wait()).rejects.toThrow("kept");
    await expect(group.wait()).resolves.toBeUndefined();
  });

  it("refuses `done` in a task of `go`, which needs none, and waits for its siblings all the same", async () => {
    const group = new WaitGroup();
    const { work, ...controlled } = controlledWork();
    group.go(async () => group.done());
    group.go(() => work(undefined, 0, new AbortController().signal));
    const waiting = watch(group.wait());
    await settle();
    expect(waiting.state).toBe("pending");
    await controlled.end(0);
    expect(waiting.error).toBeInstanceOf(UsageError);
    expect(String(waiting.error)).toContain("try `go(task)` alone");
    expect(group.stats()).toEqual({ pendingCount: 0, waiterCount: 0 });
    await expect(group.wait()).resolves.toBeUndefined();
  });

  it("lets a waiter give up while the tasks go on", async () => {
    const group = new WaitGroup();
    group.add();
    const cancel = new AbortController();
    const waiting = watch(group.wait(cancel.signal));
    cancel.abort("enough");
    await settle();
    expect(waiting).toEqual({ state: "rejected", error: "enough" });
    expect(group.stats()).toEqual({ pendingCount: 1, waiterCount: 0 });
    group.done();
  });

  it("says of misuse how to mend it", () => {
    expect(() => new WaitGroup().done()).toThrow(UsageError);
    expect(() => new WaitGroup().done()).toThrow(
      /at most 0 tasks to end, got `1` \(number\); try `go\(task\)`/,
    );
    expect(() => new WaitGroup().add(0.5)).toThrow(UsageError);
  });
});

function controlledWork() {
  const controlled = new ControlledWork();
  return { work: controlled.work, end: (index: number) => controlled.resolve(index, "done") };
}
