import { describe, expect, it } from "vitest";
import { Channel } from "../../lib/primitives/channel.js";
import { Event } from "../../lib/primitives/event.js";
import { Mutex } from "../../lib/primitives/mutex.js";
import { Queue } from "../../lib/primitives/queue.js";
import { type SelectCase, select } from "../../lib/primitives/select.js";
import { Semaphore } from "../../lib/primitives/semaphore.js";
import { WaitGroup } from "../../lib/primitives/wait-group.js";
import { settle, watch } from "../support/controlled-work.js";

/** Every wait of every primitive, made so that it must wait, and how the primitive is then let go on. */
interface Waiting {
  readonly primitive: { stats(): object };
  wait(signal?: AbortSignal): Promise<unknown> | undefined;
  letOneThrough(): void;
  readonly selectCase?: SelectCase<unknown>;
}

const waits: Record<string, () => Waiting> = {
  "Channel.receive": () => {
    const channel = new Channel<number>();
    return {
      primitive: channel,
      wait: (signal) => channel.receive(signal),
      letOneThrough: () => channel.trySend(1),
      selectCase: channel.receiving(),
    };
  },
  "Channel.send": () => {
    const channel = new Channel<number>();
    return {
      primitive: channel,
      wait: (signal) => channel.send(1, signal),
      letOneThrough: () => channel.tryReceive(),
      selectCase: channel.sending(1),
    };
  },
  "Channel.send into a full buffer": () => {
    const channel = new Channel<number>(1);
    channel.trySend(0);
    return {
      primitive: channel,
      wait: (signal) => channel.send(1, signal),
      letOneThrough: () => channel.tryReceive(),
      selectCase: channel.sending(1),
    };
  },
  "Event.wait": () => {
    const event = new Event();
    return {
      primitive: event,
      wait: (signal) => event.wait(signal),
      letOneThrough: () => event.set(),
      selectCase: event.happening(),
    };
  },
  "Mutex.lock": () => {
    const mutex = new Mutex();
    mutex.tryLock();
    return { primitive: mutex, wait: (signal) => mutex.lock(signal), letOneThrough: () => mutex.unlock() };
  },
  "Semaphore.acquire": () => {
    const semaphore = new Semaphore(2);
    semaphore.tryAcquire(2);
    return {
      primitive: semaphore,
      wait: (signal) => semaphore.acquire(2, signal),
      letOneThrough: () => semaphore.release(2),
    };
  },
  "Queue.get": () => {
    const queue = new Queue<number>();
    return { primitive: queue, wait: (signal) => queue.get(signal), letOneThrough: () => queue.tryPut(1) };
  },
  "Queue.put": () => {
    const queue = new Queue<number>(1);
    queue.tryPut(0);
    return { primitive: queue, wait: (signal) => queue.put(1, signal), letOneThrough: () => queue.tryGet() };
  },
  "Queue.join": () => {
    const queue = new Queue<number>();
    queue.tryPut(0);
    return { primitive: queue, wait: (signal) => queue.join(signal), letOneThrough: () => queue.taskDone() };
  },
  "WaitGroup.wait": () => {
    const group = new WaitGroup();
    group.add();
    return { primitive: group, wait: (signal) => group.wait(signal), letOneThrough: () => group.done() };
  },
};

describe.each(Object.entries(waits))("%s", (_, open) => {
  it.each([
    ["a reason", "enough"],
    ["no reason worth the name", 0],
    ["null", null],
  ])("leaves all as it was when it is given up for %s", async (_, reason) => {
    const { primitive, wait } = open();
    const before = primitive.stats();
    const cancel = new AbortController();
    const waiting = watch(wait(cancel.signal)!);
    expect(primitive.stats()).not.toEqual(before);
    cancel.abort(reason);
    await settle();
    expect(waiting).toEqual({ state: "rejected", error: reason });
    expect(primitive.stats()).toEqual(before);
  });

  it("does not begin under a signal that has aborted", async () => {
    const { primitive, wait } = open();
    const before = primitive.stats();
    const started = async () => wait(AbortSignal.abort("too late"));
    await expect(started()).rejects.toBe("too late");
    expect(primitive.stats()).toEqual(before);
  });

  it("lets the next one through when the first gave up, and takes no notice of a late abort", async () => {
    const { wait, letOneThrough } = open();
    const [first, second] = [new AbortController(), new AbortController()];
    const waiting = [watch(wait(first.signal)!), watch(wait(second.signal)!)];
    first.abort("enough");
    letOneThrough();
    second.abort("too late");
    await settle();
    expect(waiting.map(({ state }) => state)).toEqual(["rejected", "fulfilled"]);
  });

  it("serves those who wait in the order in which they came", async () => {
    const { wait, letOneThrough } = open();
    const order: number[] = [];
    for (const index of [0, 1, 2]) void wait()!.then(() => order.push(index));
    letOneThrough();
    await settle();
    expect(order).toEqual([0, 1, 2].slice(0, order.length));
    expect(order.length).toBeGreaterThan(0);
  });

  it("in a select, leaves all as it was when that is given up", async () => {
    const { primitive, selectCase, letOneThrough } = open();
    if (selectCase === undefined) return;
    const before = primitive.stats();
    const cancel = new AbortController();
    const waiting = watch(select({ it: selectCase }, { signal: cancel.signal }));
    await settle();
    expect(primitive.stats()).not.toEqual(before);
    cancel.abort("enough");
    await settle();
    expect(waiting.error).toBe("enough");
    expect(primitive.stats()).toEqual(before);
    const completing = watch(select({ it: selectCase }));
    letOneThrough();
    await settle();
    expect(completing.state).toBe("fulfilled");
  });
});
