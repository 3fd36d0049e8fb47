import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Alarms, DelayScheduler } from "../../../lib/servers/origin/delay-scheduler.js";
import { DelayedPipe, type Outlet } from "../../../lib/servers/origin/delayed-pipe.js";
import { DueQueue } from "../../../lib/servers/origin/due-queue.js";

/** A clock that stands still until told otherwise, and alarms that ring when it passes them. */
class ManualTime implements Alarms {
  nowMs = 0;
  readonly waits: number[] = [];
  #ringing: { atMs: number; wake: () => void }[] = [];

  now(): number {
    return this.nowMs;
  }

  after(wholeMs: number, wake: () => void): () => void {
    this.waits.push(wholeMs);
    return this.#ring(this.nowMs + wholeMs, wake);
  }

  soon(wake: () => void): () => void {
    this.waits.push(0);
    return this.#ring(this.nowMs, wake);
  }

  /** Passes time in steps, as a spinning event loop would, and rings what has come. */
  pass(ms: number, stepMs = 0.25): void {
    for (const endMs = this.nowMs + ms; ; this.nowMs = Math.min(endMs, this.nowMs + stepMs)) {
      const due = this.#ringing.filter(({ atMs }) => atMs <= this.nowMs);
      this.#ringing = this.#ringing.filter(({ atMs }) => atMs > this.nowMs);
      for (const { wake } of due) wake();
      if (this.nowMs === endMs) return;
    }
  }

  #ring(atMs: number, wake: () => void): () => void {
    const entry = { atMs, wake };
    this.#ringing.push(entry);
    return () => {
      this.#ringing = this.#ringing.filter((other) => other !== entry);
    };
  }
}

class RecordingOutlet implements Outlet {
  writable = true;
  readonly record: string[] = [];
  readonly #time: ManualTime;

  constructor(time: ManualTime) {
    this.#time = time;
  }

  write(chunk: Uint8Array): boolean {
    this.record.push(`${this.#time.nowMs} ${Buffer.from(chunk)}`);
    return true;
  }

  end(): void {
    this.record.push(`${this.#time.nowMs} end`);
  }

  resetAndDestroy(): void {
    this.record.push(`${this.#time.nowMs} reset`);
  }
}

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

describe("DelayedPipe", () => {
  it("delays every piece by one way, the first by the opening besides, and keeps the order up to the end", () => {
    const time = new ManualTime();
    const outlet = new RecordingOutlet(time);
    const pipe = new DelayedPipe(new DelayScheduler(time, time), outlet, () => 5, 10);
    pipe.write(Buffer.from("hello"));
    time.pass(2);
    pipe.write(Buffer.from("overtakes nothing"));
    time.pass(20);
    pipe.write(Buffer.from("last"));
    pipe.end();
    time.pass(20);
    expect(outlet.record).toEqual(["15 hello", "15 overtakes nothing", "27 last", "27 end"]);
  });

  it("keeps the order when the delay shrinks under way", () => {
    const time = new ManualTime();
    const outlet = new RecordingOutlet(time);
    let oneWayMs = 20;
    const pipe = new DelayedPipe(new DelayScheduler(time, time), outlet, () => oneWayMs);
    pipe.write(Buffer.from("slow"));
    oneWayMs = 1;
    pipe.write(Buffer.from("fast"));
    time.pass(30);
    pipe.write(Buffer.from("next"));
    time.pass(5);
    expect(outlet.record).toEqual(["20 slow", "20 fast", "31 next"]);
  });

  it("lets a reset travel behind the bytes, and writes nothing to an outlet that is closed", () => {
    const time = new ManualTime();
    const outlet = new RecordingOutlet(time);
    const pipe = new DelayedPipe(new DelayScheduler(time, time), outlet, () => 5);
    pipe.write(Buffer.from("bytes"));
    pipe.reset();
    time.pass(6);
    outlet.writable = false;
    pipe.write(Buffer.from("nobody reads this"));
    pipe.end();
    time.pass(6);
    expect(outlet.record).toEqual(["5 bytes", "5 reset"]);
  });
});
