import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY } from "../../lib/primitives/channel.js";
import { Queue, QueueShutDownError } from "../../lib/primitives/queue.js";

/** Lets every promise that can settle do so, without waiting for real time. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("Queue", () => {
  it("hands values to getters in the order of both", async () => {
    const queue = new Queue<string>();
    const got = [queue.get(), queue.get(), queue.get()];
    queue.tryPut("a");
    queue.tryPut("b");
    queue.tryPut("c");
    expect(await Promise.all(got)).toEqual([{ value: "a" }, { value: "b" }, { value: "c" }]);
  });

  it("keeps a putter waiting while it is full, and takes its value when there is room", async () => {
    const queue = new Queue<number>(1);
    expect(queue.put(1)).toBeUndefined();
    const second = queue.put(2);
    expect(queue.stats()).toMatchObject({ size: 1, unfinishedCount: 1, waitingPutterCount: 1 });
    expect(queue.tryGet()).toBe(1);
    await second;
    expect(queue.stats()).toMatchObject({ size: 1, unfinishedCount: 2, waitingPutterCount: 0 });
  });

  it("takes promises and undefined for values like any other", async () => {
    const queue = new Queue<unknown>();
    const promise = Promise.resolve("inside");
    queue.tryPut(promise);
    queue.tryPut(undefined);
    expect((await queue.get()).value).toBe(promise);
    expect(queue.tryGet()).toBeUndefined();
    expect(queue.tryGet()).toBe(EMPTY);
  });

  it("joins only when every value that was put is done", async () => {
    const queue = new Queue<number>();
    let joined = false;
    queue.tryPut(1);
    queue.tryPut(2);
    const join = queue.join().then(() => (joined = true));
    queue.tryGet();
    queue.taskDone();
    queue.tryGet();
    await settled();
    expect(joined).toBe(false);
    queue.taskDone();
    await join;
    await queue.join();
  });

  it("does not let a failing worker hang join, nor its siblings", async () => {
    const queue = new Queue<number>();
    const worker = (job: number) => {
      if (job === 2) throw new Error("job 2 failed");
    };
    const workers = [1, 2, 3].map(() => queue.consume(worker));
    for (const job of [1, 2, 3, 4, 5]) if (job < 4) queue.tryPut(job);
    await expect(queue.join()).rejects.toThrow("job 2 failed");
    const ends = await Promise.allSettled(workers);
    expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(() => queue.tryPut(6)).toThrow("job 2 failed");
  });

  it("keeps a falsy failure", async () => {
    const queue = new Queue<number>();
    queue.tryPut(1);
    await expect(queue.consume(() => Promise.reject(undefined))).rejects.toBeUndefined();
    await expect(queue.join()).rejects.toBeUndefined();
  });

  it("lets consumers finish what is left after it is shut down", async () => {
    const queue = new Queue<number>();
    const seen: number[] = [];
    for (const job of [1, 2, 3]) queue.tryPut(job);
    queue.shutDown();
    await queue.consume(async (job) => void seen.push(job));
    await queue.join();
    expect(seen).toEqual([1, 2, 3]);
  });

  it("tells getters and putters that wait that it was shut down", async () => {
    const empty = new Queue<number>();
    const got = empty.get();
    empty.shutDown();
    await expect(got).rejects.toThrow(QueueShutDownError);
    const full = new Queue<number>(1);
    full.tryPut(1);
    const put = full.put(2);
    full.shutDown();
    await expect(put).rejects.toThrow(/put into a queue at work/);
    expect(full.tryGet()).toBe(1);
    await expect(full.get()).rejects.toThrow(QueueShutDownError);
    expect(() => full.tryPut(3)).toThrow(/await queue.join/);
  });

  it("is left as it was by cancelled waits", async () => {
    const queue = new Queue<number>(1);
    const leaving = new AbortController();
    const got = queue.get(leaving.signal);
    leaving.abort(new Error("left"));
    await expect(got).rejects.toThrow("left");
    queue.tryPut(1);
    const putting = new AbortController();
    const put = queue.put(2, putting.signal) as Promise<void>;
    const join = queue.join(putting.signal);
    putting.abort(new Error("gone"));
    await expect(put).rejects.toThrow("gone");
    await expect(join).rejects.toThrow("gone");
    expect(queue.stats()).toMatchObject({
      size: 1,
      unfinishedCount: 1,
      waitingGetterCount: 0,
      waitingPutterCount: 0,
      joinerCount: 0,
    });
  });

  it("names the fix for misuse", () => {
    expect(() => new Queue(0)).toThrow("got `0` (number); try a `Channel`");
    expect(() => new Queue().taskDone()).toThrow("try `consume(work)`");
  });

  it("agrees with a naive model under any calls that need no waiting", () => {
    const call = fc.oneof(fc.constant("get" as const), fc.constant("done" as const), fc.integer());
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(call, { maxLength: 60 }), (capacity, calls) => {
        const queue = new Queue<number>(capacity);
        const model: number[] = [];
        let unfinished = 0;
        for (const step of calls) {
          if (step === "get") {
            expect(queue.tryGet()).toBe(model.length > 0 ? model.shift() : EMPTY);
          } else if (step === "done") {
            if (unfinished > 0) queue.taskDone();
            unfinished = Math.max(0, unfinished - 1);
          } else {
            const room = model.length < capacity;
            expect(queue.tryPut(step)).toBe(room);
            if (room) {
              model.push(step);
              unfinished += 1;
            }
          }
          expect(queue.stats()).toMatchObject({ size: model.length, unfinishedCount: unfinished });
        }
      }),
    );
  });

  it("does each job once, whatever the order in which workers get on", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.uniqueArray(fc.integer(), { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        async (scheduler, jobs, workerCount, capacity) => {
          const queue = new Queue<number>(capacity);
          const done: number[] = [];
          const workers = Array.from({ length: workerCount }, () =>
            queue.consume((job) => scheduler.schedule(Promise.resolve()).then(() => done.push(job))),
          );
          const all = (async () => {
            for (const job of jobs) await queue.put(job);
            await queue.join();
            queue.shutDown();
            await Promise.all(workers);
          })();
          await scheduler.waitFor(all);
          expect([...done].sort()).toEqual([...jobs].sort());
        },
      ),
      { numRuns: 50 },
    );
  });
});
