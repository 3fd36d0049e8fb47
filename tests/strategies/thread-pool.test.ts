import { afterEach, describe, expect, it } from "vitest";
import { RunError, UsageError } from "../../lib/errors.js";
import { ThreadPool } from "../../lib/strategies/thread-pool.js";

/** A task that does what its input says; `wait` ends when the shared cell is set. */
const TASK = `
export default function task(input) {
  if (input.echo !== undefined) return input.echo;
  if (input.sum) return input.sum.reduce((sum, byte) => sum + byte, 0);
  if ("throw" in input) throw input.throw;
  if (input.exit !== undefined) process.exit(input.exit);
  if (input.crash) return new Promise(() => setImmediate(() => { throw new Error(input.crash); }));
  if (input.uncopied) return () => {};
  if (input.wait) { Atomics.wait(input.wait, 0, 0); return "waited"; }
}`;
type Input = Record<string, unknown>;

const pools: ThreadPool<Input, unknown>[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe("ThreadPool", () => {
  it("answers each task with its own result, in at most as many threads as allowed", async () => {
    const pool = openPool(2);
    const inputs = Array.from({ length: 20 }, (_, echo) => ({ echo }));
    expect(await Promise.all(inputs.map((input) => pool.run(input)))).toEqual(inputs.map(({ echo }) => echo));
    expect(pool.stats()).toEqual({ threadCount: 2, busyCount: 0, waiterCount: 0 });
  });

  it("moves what is to be transferred", async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    expect(await openPool(1).run({ sum: bytes }, { transfer: [bytes.buffer] })).toBe(6);
    expect(bytes.byteLength).toBe(0);
  });

  it("passes on what a task throws, falsy errors too, and keeps its thread", async () => {
    const pool = openPool(1);
    await expect(pool.run({ throw: new TypeError("wrong") })).rejects.toThrow("wrong");
    await expect(pool.run({ throw: 0 })).rejects.toBe(0);
    await expect(pool.run({ uncopied: true })).rejects.toThrow(/can be copied between threads/);
    expect(await pool.run({ echo: "still there" })).toBe("still there");
  });

  it("refuses an input that cannot be copied and goes on", async () => {
    const pool = openPool(1);
    await expect(pool.run({ echo: () => {} })).rejects.toThrow(/could not be cloned/);
    expect(await pool.run({ echo: 1 })).toBe(1);
  });

  it("fails exactly the task of a thread that dies, and goes on with a new one", async () => {
    const pool = openPool(1);
    const outcomes = await Promise.allSettled(
      [{ echo: 1 }, { exit: 3 }, { echo: 2 }, { crash: "boom" }, { echo: 3 }].map((input) => pool.run(input)),
    );
    expect(outcomes).toMatchObject([
      { value: 1 },
      { reason: new RunError("The thread died while it ran a task: exit code 3") },
      { value: 2 },
      { reason: new RunError("The thread died while it ran a task: boom") },
      { value: 3 },
    ]);
  });

  it("fails the tasks of a module that cannot be loaded", async () => {
    const pool = new ThreadPool<Input, unknown>(new URL("file:///nowhere/task.mjs"), 2);
    pools.push(pool);
    const outcomes = await Promise.allSettled([1, 2, 3].map((echo) => pool.run({ echo })));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(outcomes[0]).toMatchObject({ reason: { message: expect.stringContaining("Cannot find module") } });
  });

  it("lets a waiting task give up, and the others keep their places", async () => {
    const pool = openPool(1);
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const busy = pool.run({ wait: cell });
    const cancel = new AbortController();
    const waiting = pool.run({ echo: "cancelled" }, { signal: cancel.signal });
    const behind = pool.run({ echo: "behind" });
    cancel.abort("enough");
    await expect(waiting).rejects.toBe("enough");
    Atomics.store(cell, 0, 1);
    Atomics.notify(cell, 0);
    expect(await busy).toBe("waited");
    expect(await behind).toBe("behind");
  });

  it("closes with its tasks failed, running or waiting, and takes no more", async () => {
    const pool = openPool(1);
    const running = pool.run({ wait: new Int32Array(new SharedArrayBuffer(4)) });
    const waiting = pool.run({ echo: 1 });
    const settled = Promise.allSettled([running, waiting]);
    await pool.close();
    for (const outcome of await settled) {
      expect(outcome).toMatchObject({
        reason: { message: expect.stringContaining("The thread pool is closed") },
      });
    }
    await expect(pool.run({ echo: 1 })).rejects.toThrow("The thread pool is closed");
    expect(pool.stats()).toEqual({ threadCount: 0, busyCount: 0, waiterCount: 0 });
  });

  it("closes after use however that ends", async () => {
    let opened: ThreadPool<Input, unknown> | undefined;
    const used = ThreadPool.with<Input, unknown, never>(taskModule(), 1, async (pool) => {
      opened = pool;
      throw new Error("use failed");
    });
    await expect(used).rejects.toThrow("use failed");
    await expect(opened!.run({ echo: 1 })).rejects.toThrow("closed");
  });

  it("refuses a thread count that is no integer from 1 up", () => {
    expect(() => new ThreadPool(taskModule(), 0)).toThrow(UsageError);
  });
});

function openPool(threadCount: number): ThreadPool<Input, unknown> {
  const pool = new ThreadPool<Input, unknown>(taskModule(), threadCount);
  pools.push(pool);
  return pool;
}

function taskModule(): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(TASK)}`);
}
