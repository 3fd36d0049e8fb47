import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoroutineGate } from "../../lib/primitives/coroutine-gate.js";
import {
  type Coroutine,
  CoroutineScheduler,
  type CoroutineTask,
} from "../../lib/primitives/coroutine-scheduler.js";
import { settle, watch } from "../support/controlled-work.js";

describe("CoroutineScheduler", () => {
  it("runs tasks in turn, first come, first served, those that tasks spawn behind the others", async () => {
    const scheduler = new CoroutineScheduler();
    const order: string[] = [];
    function* child(): Coroutine {
      order.push("child");
      yield;
    }
    function* parent(name: string): Coroutine {
      order.push(`${name}1`);
      if (name === "a") scheduler.spawn(child());
      yield;
      order.push(`${name}2`);
    }
    scheduler.spawn(parent("a"));
    scheduler.spawn(parent("b"));
    expect(order).toEqual([]);
    await scheduler.finish();
    expect(order).toEqual(["a1", "b1", "child", "a2", "b2"]);
    expect(scheduler.stats()).toEqual({ readyCount: 0, parkedCount: 0, waiting: false });
  });

  it("gives a yield what its task was woken with, from outside too", async () => {
    const scheduler = new CoroutineScheduler();
    let parked: CoroutineTask | undefined;
    const got: unknown[] = [];
    scheduler.spawn(
      (function* (): Coroutine {
        got.push(yield { park: (task) => (parked = task) });
        got.push(yield);
      })(),
    );
    const finished = scheduler.finish();
    await new Promise((resolve) => setImmediate(resolve));
    expect(scheduler.stats()).toEqual({ readyCount: 0, parkedCount: 1, waiting: true });
    scheduler.wake(parked!, "data");
    await finished;
    expect(got).toEqual(["data", undefined]);
  });

  it("throws from outside into a task while `finish` waits, in the task's turn, and goes on with it", async () => {
    const scheduler = new CoroutineScheduler();
    const parked: CoroutineTask[] = [];
    const order: string[] = [];
    const park = { park: (task: CoroutineTask) => void parked.push(task) };
    scheduler.spawn(
      (function* (): Coroutine {
        try {
          yield park;
        } catch (error) {
          order.push(`caught ${error}`);
        }
        order.push(`then ${yield}`);
      })(),
    );
    scheduler.spawn(
      (function* (): Coroutine {
        yield park;
      })(),
    );
    const finished = watch(scheduler.finish());
    await settle();
    scheduler.throwInto(parked[0]!, "connection reset");
    order.push("thrown");
    await settle();
    expect(order).toEqual(["thrown", "caught connection reset", "then undefined"]);
    scheduler.throwInto(parked[1]!, undefined);
    await settle();
    expect(finished).toEqual({ state: "rejected", error: undefined });
  });

  it("runs a task that is spawned from outside while `finish` waits", async () => {
    const scheduler = new CoroutineScheduler();
    const gate = new CoroutineGate(scheduler);
    scheduler.spawn(
      (function* (): Coroutine {
        yield gate;
      })(),
    );
    const finished = watch(scheduler.finish());
    await settle();
    scheduler.spawn(
      (function* (): Coroutine {
        yield;
        gate.open();
      })(),
    );
    await settle();
    expect(finished.state).toBe("fulfilled");
  });

  it("holds tasks at a gate until it opens, in order, and none after", async () => {
    const scheduler = new CoroutineScheduler();
    const gate = new CoroutineGate(scheduler);
    const order: number[] = [];
    function* waiting(number: number): Coroutine {
      yield gate;
      order.push(number);
    }
    for (const number of [1, 2, 3]) scheduler.spawn(waiting(number));
    scheduler.spawn(
      (function* (): Coroutine {
        order.push(0);
        gate.open();
        gate.open();
        yield;
        scheduler.spawn(waiting(4));
      })(),
    );
    await scheduler.finish();
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  it("lets the others go on when a task throws, then rejects with the first error, and can be used again", async () => {
    const scheduler = new CoroutineScheduler();
    let otherEnded = false;
    const failing = (error: unknown) =>
      (function* (): Coroutine {
        yield;
        throw error;
      })();
    scheduler.spawn(failing(undefined));
    scheduler.spawn(failing(new Error("second")));
    scheduler.spawn(
      (function* (): Coroutine {
        yield;
        yield;
        otherEnded = true;
      })(),
    );
    await expect(scheduler.finish()).rejects.toBeUndefined();
    expect(otherEnded).toBe(true);
    await scheduler.finish();
  });

  it("lets timers and sockets have their turn however busy the tasks are", async () => {
    const scheduler = new CoroutineScheduler();
    let beaten = false;
    setImmediate(() => (beaten = true));
    scheduler.spawn(
      (function* (): Coroutine {
        while (!beaten) yield;
      })(),
    );
    await scheduler.finish();
  });

  it("refuses a second finish while one is under way", async () => {
    const scheduler = new CoroutineScheduler();
    const gate = new CoroutineGate(scheduler);
    scheduler.spawn(
      (function* (): Coroutine {
        yield gate;
      })(),
    );
    const finished = scheduler.finish();
    await expect(scheduler.finish()).rejects.toThrow("try awaiting the first one");
    gate.open();
    await finished;
  });

  it("resumes tasks in the order of a naive round robin", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 5 }), { maxLength: 8 }), async (yieldCounts) => {
        const scheduler = new CoroutineScheduler();
        const order: number[] = [];
        yieldCounts.forEach((yieldCount, number) => {
          scheduler.spawn(
            (function* (): Coroutine {
              for (let count = 0; count < yieldCount; count += 1) {
                order.push(number);
                yield;
              }
              order.push(number);
            })(),
          );
        });
        await scheduler.finish();
        const rounds = Array.from({ length: 6 }, (_, round) =>
          yieldCounts.flatMap((yieldCount, number) => (yieldCount >= round ? [number] : [])),
        );
        expect(order).toEqual(rounds.flat());
      }),
    );
  });
});
