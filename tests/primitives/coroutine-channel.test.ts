import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { CLOSED, ClosedChannelError, EMPTY } from "../../lib/primitives/channel.js";
import { CoroutineChannel } from "../../lib/primitives/coroutine-channel.js";
import { CoroutineGate } from "../../lib/primitives/coroutine-gate.js";
import { type Coroutine, CoroutineScheduler } from "../../lib/primitives/coroutine-scheduler.js";
import { DeadlockError } from "../../lib/primitives/deadlock-error.js";
import { settle, watch } from "../support/controlled-work.js";

function* sendAll(channel: CoroutineChannel<unknown>, values: readonly unknown[], close = true): Coroutine {
  for (const value of values) if (!channel.trySend(value)) yield channel.send(value);
  if (close) channel.close();
}

function* receiveAll(channel: CoroutineChannel<unknown>, into: unknown[]): Coroutine {
  for (;;) {
    let value: unknown = channel.tryReceive();
    if (value === EMPTY) value = yield channel.receive();
    if (value === CLOSED) return;
    into.push(value);
  }
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

describe("CoroutineChannel", () => {
  it("hands values over in their order, whatever the buffer and whoever comes first", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.anything(), { maxLength: 30 }),
        fc.nat({ max: 4 }),
        fc.boolean(),
        async (values, capacity, receiverFirst) => {
          const scheduler = new CoroutineScheduler();
          const channel = new CoroutineChannel<unknown>(scheduler, capacity);
          const received: unknown[] = [];
          const tasks = [sendAll(channel, values), receiveAll(channel, received)];
          for (const task of receiverFirst ? tasks.reverse() : tasks) scheduler.spawn(task);
          await scheduler.finish();
          expect(received).toEqual(values);
          expect(channel.stats()).toMatchObject({ bufferedCount: 0, waitingSenderCount: 0, closed: true });
        },
      ),
      { numRuns: 100 },
    );
  });

  it("gives each of many values to exactly one of several receivers", async () => {
    const scheduler = new CoroutineScheduler();
    const channel = new CoroutineChannel<number>(scheduler, 2);
    const received: number[][] = [[], [], []];
    for (const into of received) scheduler.spawn(receiveAll(channel, into));
    const values = Array.from({ length: 1_000 }, (_, value) => value);
    scheduler.spawn(sendAll(channel, values));
    await scheduler.finish();
    expect(received.flat().sort((a, b) => a - b)).toEqual(values);
  });

  it("throws into senders that wait when it is closed, whose clean-up runs", async () => {
    const scheduler = new CoroutineScheduler();
    const channel = new CoroutineChannel<number>(scheduler);
    const order: string[] = [];
    scheduler.spawn(
      (function* () {
        try {
          yield channel.send(1);
        } finally {
          order.push("cleaned up");
        }
      })(),
    );
    scheduler.spawn(
      (function* () {
        yield;
        channel.close();
      })(),
    );
    await expect(scheduler.finish()).rejects.toBeInstanceOf(ClosedChannelError);
    expect(order).toEqual(["cleaned up"]);
    expect(() => channel.trySend(1)).toThrow(ClosedChannelError);
  });

  it("throws into a sender as often as it sends on a closed channel, however deep that would go", async () => {
    const scheduler = new CoroutineScheduler();
    const channel = new CoroutineChannel<number>(scheduler);
    channel.close();
    let thrownCount = 0;
    scheduler.spawn(
      (function* () {
        while (thrownCount < 5_000) {
          try {
            yield channel.send(1);
          } catch (error) {
            if (!(error instanceof ClosedChannelError)) throw error;
            thrownCount += 1;
          }
        }
      })(),
    );
    await scheduler.finish();
    expect(thrownCount).toBe(5_000);
  });

  it("reports a deadlock by channel, and wakes all that sleep", async () => {
    const scheduler = new CoroutineScheduler();
    const [jobs, results] = [
      new CoroutineChannel(scheduler, 0, "jobs"),
      new CoroutineChannel(scheduler, 0, "results"),
    ];
    const ended: string[] = [];
    function* forward(from: CoroutineChannel<unknown>, to: CoroutineChannel<unknown>): Coroutine {
      try {
        yield to.send(yield from.receive());
      } finally {
        ended.push("forward");
      }
    }
    scheduler.spawn(forward(jobs, results));
    scheduler.spawn(forward(jobs, results));
    scheduler.spawn(forward(results, jobs));
    const error = await scheduler.finish().catch((caught) => caught);
    expect(error).toBeInstanceOf(DeadlockError);
    expect(error.message).toContain(
      'All 3 coroutines are asleep: 2 to receive from the channel "jobs", 1 to receive from the channel "results"',
    );
    expect(ended).toHaveLength(3);
    expect(scheduler.stats()).toMatchObject({ readyCount: 0, parkedCount: 0 });
  });

  it("reports a deadlock in a channel that only those know who wait there, however much garbage was collected", async () => {
    const scheduler = new CoroutineScheduler();
    const [served, ended] = [new CoroutineGate(scheduler), new CoroutineGate(scheduler)];
    scheduler.spawn(
      (function* () {
        const channel = new CoroutineChannel(scheduler, 0, "forgotten");
        scheduler.spawn(sendAll(channel, [1], false));
        yield channel.receive();
        yield served;
        yield channel.receive();
      })(),
    );
    scheduler.spawn(
      (function* () {
        yield ended;
      })(),
    );
    const finishing = watch(scheduler.finish());
    for (const gate of [served, ended]) {
      await settle();
      collectGarbage();
      gate.open();
    }
    await settle();
    expect(finishing.error).toBeInstanceOf(DeadlockError);
    expect(String(finishing.error)).toContain('1 to receive from the channel "forgotten"');
  });

  it("keeps few channels that are done with, while the scheduler is busy, and none once it has finished", async () => {
    const scheduler = new CoroutineScheduler();
    const channels: WeakRef<CoroutineChannel<unknown>>[] = [];
    const received: unknown[] = [];
    const keptCount = () => {
      collectGarbage();
      return channels.filter((channel) => channel.deref() !== undefined).length;
    };
    let busy = true;
    scheduler.spawn(
      (function* () {
        for (let value = 0; value < 1_000; value += 1) {
          const channel = new CoroutineChannel<unknown>(scheduler);
          channels.push(new WeakRef(channel));
          scheduler.spawn(receiveAll(channel, received));
          yield;
          yield* sendAll(channel, [value]);
        }
        while (busy) yield;
      })(),
    );
    const finished = scheduler.finish();
    while (received.length < 1_000) await settle();
    await settle();
    expect(keptCount()).toBeLessThan(100);
    busy = false;
    await finished;
    await settle();
    expect(keptCount()).toBe(0);
  });

  it("reports no deadlock while a task waits for something outside", async () => {
    const scheduler = new CoroutineScheduler();
    const channel = new CoroutineChannel<number>(scheduler);
    const gate = new CoroutineGate(scheduler);
    const received: unknown[] = [];
    scheduler.spawn(receiveAll(channel, received));
    scheduler.spawn(
      (function* () {
        yield gate;
        yield* sendAll(channel, [1]);
      })(),
    );
    const finishing = watch(scheduler.finish());
    await settle();
    expect(finishing.state).toBe("pending");
    gate.open();
    await settle();
    expect([finishing.state, received]).toEqual(["fulfilled", [1]]);
  });

  it("says of misuse how to mend it", () => {
    const scheduler = new CoroutineScheduler();
    expect(() => new CoroutineChannel(scheduler, -1)).toThrow(UsageError);
    const channel = new CoroutineChannel<number>(scheduler);
    channel.send(1);
    expect(() => channel.send(2)).toThrow(/Expected `yield channel.send\(value\)`/);
  });
});
