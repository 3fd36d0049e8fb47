import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DelayScheduler } from "../../lib/primitives/delay-scheduler.js";
import { DueQueue } from "../../lib/primitives/due-queue.js";
import { ManualTime } from "../support/manual-time.js";

describe("DueQueue", () => {
  it("gives items by due time, and those of one time in the order in which they came", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (dueTimes) => {
        const queue = new DueQueue<number>();
        for (const [index, dueMs] of dueTimes.entries()) queue.put(dueMs, index);
        const taken: number[] = [];
        for (let due = queue.takeDue(20); due; due = queue.takeDue(20)) taken.push(due.item);
        const expected = dueTimes.map((dueMs, index) => ({ dueMs, index })).sort((a, b) => a.dueMs - b.dueMs);
        expect(taken).toEqual(expected.map(({ index }) => index));
        expect(queue.size).toBe(0);
      }),
    );
  });

  it("keeps what is not due", () => {
    const queue = new DueQueue<string>();
    queue.put(5, "later");
    expect(queue.takeDue(4.9)).toBeNull();
    expect(queue.nextDueMs).toBe(5);
    expect(queue.takeDue(5)).toMatchObject({ dueMs: 5, item: "later" });
    expect(queue.nextDueMs).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("DelayScheduler", () => {
  it("runs actions in the order of their times, never early, and late by less than a step", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 30 }), (dueTimes) => {
        const time = new ManualTime();
        const scheduler = new DelayScheduler(time, time);
        const ran: { dueMs: number; atMs: number }[] = [];
        for (const dueMs of dueTimes) scheduler.at(dueMs, () => ran.push({ dueMs, atMs: time.nowMs }));
        time.pass(40);
        expect(ran.map(({ dueMs }) => dueMs)).toEqual(dueTimes.toSorted((a, b) => a - b));
        for (const { dueMs, atMs } of ran) {
          expect(atMs).toBeGreaterThanOrEqual(dueMs);
          expect(atMs - dueMs).toBeLessThan(0.5);
        }
      }),
    );
  });

  it("waits whole milliseconds with a timer and spins only for the last one", () => {
    const time = new ManualTime();
    const scheduler = new DelayScheduler(time, time);
    scheduler.at(5.5, () => {});
    time.pass(10, 0.25);
    expect(time.waits).toEqual([5, 0, 0]);
  });

  it("rounds up a wait that lacks next to nothing of a whole millisecond", () => {
    const time = new ManualTime();
    const scheduler = new DelayScheduler(time, time);
    scheduler.at(4.99, () => {});
    expect(time.waits).toEqual([5]);
  });

  it("wakes earlier for an action that is due earlier than the one waited for", () => {
    const time = new ManualTime();
    const scheduler = new DelayScheduler(time, time);
    const ran: string[] = [];
    scheduler.at(20, () => ran.push(`late at ${time.nowMs}`));
    scheduler.at(3, () => ran.push(`early at ${time.nowMs}`));
    time.pass(25);
    expect(ran).toEqual(["early at 3", "late at 20"]);
  });

  it("knows how late it was", () => {
    const time = new ManualTime();
    const scheduler = new DelayScheduler(time, time);
    scheduler.at(2, () => {});
    scheduler.at(2, () => {});
    time.nowMs = 5;
    time.pass(0);
    expect(scheduler.lateness).toEqual({ meanMs: 3, maxMs: 3 });
    scheduler.resetLateness();
    expect(scheduler.lateness).toEqual({ meanMs: 0, maxMs: 0 });
  });
});
