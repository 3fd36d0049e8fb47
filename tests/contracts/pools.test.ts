import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { compiledModule } from "../../lib/paths.js";
import { AdaptivePool } from "../../lib/strategies/adaptive-pool.js";
import { bounded } from "../../lib/strategies/bounded.js";
import { inPool, type Pool } from "../../lib/strategies/pool.js";
import { ProcessPool } from "../../lib/strategies/process-pool.js";
import { SharedMemoryPool } from "../../lib/strategies/shared-memory-pool.js";
import { streamed } from "../../lib/strategies/stream.js";
import { ThreadPool } from "../../lib/strategies/thread-pool.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** A task that does what its input says, and else gives it back; `until` names a file that lets it end. */
const TASK = `
import { appendFileSync, existsSync } from "node:fs";
const cell = new Int32Array(new SharedArrayBuffer(4));
export default function task(input) {
  if (typeof input !== "object" || input === null) return input;
  if (input.log) appendFileSync(input.log, "+" + input.name);
  if (input.until) while (!existsSync(input.until)) Atomics.wait(cell, 0, 0, 2);
  if (input.log) appendFileSync(input.log, "-" + input.name);
  if ("resolve" in input) return Promise.resolve(input.resolve);
  if ("reject" in input) return Promise.reject(input.reject);
  if ("throw" in input) throw input.throw;
  if (input.exit !== undefined) process.exit(input.exit);
  if (input.crash) return new Promise(() => setImmediate(() => { throw new Error(input.crash); }));
  if (input.leaves) { Promise.reject(new Error(input.leaves)); return "left"; }
  if (input.uncopied) return () => {};
  return input;
}`;
const task = new URL(`data:text/javascript,${encodeURIComponent(TASK)}`);
/** A module whose task opens a pool of the same module and waits for it. */
const nesting = (kind: string) => {
  const file = `${kind.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.js`;
  const own = `import { ${kind} } from ${JSON.stringify(pathToFileURL(compiledModule("strategies", file)).href)};
    export default () => new ${kind}(new URL(import.meta.url), 1).run();`;
  return new URL(`data:text/javascript,${encodeURIComponent(own)}`);
};

type Input = unknown;
type Open = (module: URL, workerCount: number) => Pool<Input, unknown>;
const kinds: Record<string, Open> = {
  ThreadPool: (module, count) => new ThreadPool(module, count),
  SharedMemoryPool: (module, count) => new SharedMemoryPool(module, count),
  ProcessPool: (module, count) => new ProcessPool(module, count),
  // What is no object is done here, and by this suite's task gives itself.
  AdaptivePool: (module, count) =>
    new AdaptivePool(
      new ThreadPool<Input, unknown>(module, count),
      { here: (input) => input, unitsOf: (input) => (isData(input) ? Number.POSITIVE_INFINITY : 0) },
      { unitMs: 1, hopMs: 1 },
    ),
};
const isData = (input: unknown) =>
  typeof input === "function" || (typeof input === "object" && input !== null);
const falsyValues = [undefined, null, 0, -0, "", false, Number.NaN, 0n];
const unhandled: unknown[] = [];
const noteUnhandled = (reason: unknown) => void unhandled.push(reason);

beforeAll(() => void process.on("unhandledRejection", noteUnhandled));
afterAll(async () => {
  await delay(0);
  process.off("unhandledRejection", noteUnhandled);
  expect(unhandled).toEqual([]);
});

describe.each(Object.entries(kinds))("the pool %s", (kind, open) => {
  // One pool for all tests that leave it as it was: starting workers is what costs here.
  const shared = open(task, 2);
  const own: Pool<Input, unknown>[] = [];
  const opened = (module: URL, workerCount: number) => {
    const pool = open(module, workerCount);
    own.push(pool);
    return pool;
  };
  afterEach(() => Promise.all(own.splice(0).map((pool) => pool.close())));
  afterAll(() => shared.close());

  it("starts no worker before there is a task", () => {
    expect(opened(task, 2).stats()).toMatchObject({ workerCount: 0, busyCount: 0, waiterCount: 0 });
  });

  it("takes no items, and falsy ones, and keeps falsy results", async () => {
    expect(await bounded([], inPool(shared))).toEqual([]);
    expect(await bounded(falsyValues, inPool(shared))).toEqual(falsyValues);
    expect(
      await bounded(
        falsyValues.map((resolve) => ({ resolve })),
        inPool(shared),
      ),
    ).toEqual(falsyValues);
  });

  it("rejects with what a task throws, falsy errors as they are, and keeps its worker", async () => {
    const errors = falsyValues.map((error) => ({ throw: error }));
    const rejected = falsyValues.map((error) => ({ reject: error }));
    const outcomes = await Promise.allSettled([...errors, ...rejected].map((input) => shared.run(input)));
    expect(outcomes).toEqual(
      [...falsyValues, ...falsyValues].map((reason) => ({ status: "rejected", reason })),
    );
    await expect(shared.run({ throw: new TypeError("wrong") })).rejects.toThrow(TypeError);
    expect(await shared.run("still there")).toBe("still there");
  });

  it("gives results in the order of the items, and all of them streamed", async () => {
    const items = Array.from({ length: 100 }, (_, index) => ({ index, text: "x".repeat(index) }));
    expect(await bounded(items, inPool(shared), { limit: 100 })).toEqual(items);
    const seen: unknown[] = [];
    for await (const { index, result } of streamed(bounded, items, inPool(shared))) seen[index] = result;
    expect(seen).toEqual(items);
  });

  it("agrees with calling the function, whatever the data", async () => {
    const settled = (run: () => Promise<unknown>) =>
      run().then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
    const input = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
      fc.record({ throw: fc.anything() }),
      fc.record({ reject: fc.anything() }),
    );
    const model = (value: unknown) => {
      const told = (value ?? {}) as { throw?: unknown; reject?: unknown };
      if (typeof value === "object" && "throw" in told) return { error: told.throw };
      if (typeof value === "object" && "reject" in told) return { error: told.reject };
      return { value };
    };
    await fc.assert(
      fc.asyncProperty(fc.array(input, { maxLength: 8 }), async (inputs) => {
        const plain = structuredClone(inputs);
        const outcomes = await Promise.all(plain.map((one) => settled(() => shared.run(one))));
        expect(outcomes).toEqual(plain.map(model));
      }),
      { numRuns: 25 },
    );
  });

  it("begins tasks in their order, one per worker at a time, and tells who waits", async () => {
    const { log, until } = await logAndGate();
    const pool = opened(task, 2);
    const running = [1, 2, 3, 4, 5].map((name) => pool.run({ log, until, name }));
    await eventually(() => pool.stats().busyCount === 2 && readIfThere(log).length === 4);
    expect(pool.stats()).toMatchObject({ workerCount: 2, busyCount: 2, waiterCount: 3 });
    writeFileSync(until, "");
    await Promise.all(running);
    const begun = readIfThere(log).match(/\+\d/g)!;
    expect([...begun.slice(0, 2)].sort()).toEqual(["+1", "+2"]);
    expect(mostAtOnce(readIfThere(log))).toBeLessThanOrEqual(2);
    expect(pool.stats()).toMatchObject({ workerCount: 2, busyCount: 0, waiterCount: 0 });
  });

  it("lets a waiting task give up at once, never begins it, and the others keep their places", async () => {
    const { log, until } = await logAndGate();
    const pool = opened(task, 1);
    const busy = pool.run({ log, until, name: "a" });
    await eventually(() => readIfThere(log) === "+a");
    const cancel = new AbortController();
    const cancelled = Array.from({ length: 70 }, (_, name) =>
      pool.run({ log, name }, { signal: cancel.signal }),
    );
    const behind = pool.run({ log, name: "b" });
    cancel.abort("enough");
    const outcomes = await Promise.allSettled(cancelled);
    expect(outcomes.every((outcome) => outcome.status === "rejected" && outcome.reason === "enough")).toBe(
      true,
    );
    expect(pool.stats().waiterCount).toBe(1);
    writeFileSync(until, "");
    await Promise.all([busy, behind]);
    expect(readIfThere(log)).toBe("+a-a+b-b");
    await expect(pool.run(1, { signal: AbortSignal.abort("before") })).rejects.toBe("before");
  });

  it("lets a task that has begun run to its end, whoever gives up", async () => {
    const { log, until } = await logAndGate();
    const cancel = new AbortController();
    const begun = shared.run({ log, until, name: "a", resolve: "done" }, { signal: cancel.signal });
    await eventually(() => readIfThere(log) === "+a");
    cancel.abort("too late");
    writeFileSync(until, "");
    expect(await begun).toBe("done");
  });

  it("fails exactly the task of a worker that dies, by its name, and goes on with a new one", async () => {
    const pool = opened(task, 1);
    const outcomes = await Promise.allSettled([
      pool.run(1),
      pool.run({ exit: 3 }, { name: "the fatal one" }),
      pool.run(2),
      pool.run({ crash: "boom" }),
      pool.run(3),
    ]);
    expect(outcomes).toMatchObject([
      { value: 1 },
      { reason: { message: expect.stringMatching(/died while it ran the task the fatal one: exit code 3/) } },
      { value: 2 },
      { reason: { message: expect.stringMatching(/died while it ran the task `{"crash":"boom"}`.*: boom/) } },
      { value: 3 },
    ]);
  });

  it("outlives a promise that a task leaves behind to reject", async () => {
    const pool = opened(task, 1);
    expect(await pool.run({ leaves: "floating" })).toBe("left");
    // The worker dies of it, idle or with the next task; the one after that finds another.
    await Promise.allSettled([pool.run({ resolve: 1 })]);
    await eventually(async () => (await Promise.allSettled([pool.run("alive")]))[0]!.status === "fulfilled");
  });

  it("fails the tasks of a module that does not load, or exports no function", async () => {
    for (const module of [
      new URL("file:///nowhere/task.mjs"),
      new URL("data:text/javascript,export default 1"),
    ]) {
      const pool = opened(module, 2);
      const outcomes = await Promise.allSettled([1, 2, 3].map((input) => pool.run({ input })));
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({
          status: "rejected",
          reason: { message: expect.stringMatching(/Cannot find module|to be a function, got number/) },
        });
      }
    }
  });

  it("closes with its tasks failed, running or waiting, and takes no more", async () => {
    const { log, until } = await logAndGate();
    const pool = opened(task, 1);
    const unfinished = [{ log, until, name: "a" }, ...Array(70).fill({ name: "waiting" })].map((input) =>
      pool.run(input),
    );
    const settled = Promise.allSettled(unfinished);
    await eventually(() => readIfThere(log) === "+a");
    await pool.close();
    for (const outcome of await settled) {
      expect(outcome).toMatchObject({ reason: { message: expect.stringContaining("pool is closed; try") } });
    }
    await expect(pool.run(1)).rejects.toThrow("pool is closed");
    expect(pool.stats()).toMatchObject({ workerCount: 0, busyCount: 0, waiterCount: 0 });
    await pool.close();
  });

  it("says what to do instead of sending a function, or of a count that is none", async () => {
    expect(() => open((() => 1) as never, 1)).toThrow(
      /to be a URL, got a function: no function can be sent.*try/,
    );
    expect(() => open("./task.js" as never, 1)).toThrow(UsageError);
    for (const count of [0, -1, 1.5, Number.NaN]) {
      expect(() => open(task, count)).toThrow(/count to be an integer from 1 up, got `.*`.*; try/);
    }
    await expect(shared.run(() => 1)).rejects.toThrow(
      /got a function: .*could not be cloned; try sending data/,
    );
    await expect(shared.run({ call: () => 1 })).rejects.toThrow(UsageError);
    await expect(shared.run({ uncopied: true })).rejects.toThrow(/what can be copied out of its worker/);
    expect(await shared.run(1)).toBe(1);
  });

  it("refuses a pool inside a task of its own module, which would wait for itself without end", async () => {
    await expect(opened(nesting(kind === "AdaptivePool" ? "ThreadPool" : kind), 1).run({})).rejects.toThrow(
      /to wait for no pool of its own module.*; try/,
    );
  });
});

/** A file that tasks write to, and one that they wait for. */
async function logAndGate(): Promise<{ readonly log: string; readonly until: string }> {
  const folder = await temporaryFolder();
  return { log: path.join(folder, "log"), until: path.join(folder, "until") };
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function mostAtOnce(log: string): number {
  let [now, most] = [0, 0];
  for (const mark of log.match(/[+-]/g) ?? []) {
    now += mark === "+" ? 1 : -1;
    most = Math.max(most, now);
  }
  return most;
}

async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > endMs) throw new Error("expected it within 20 s");
    await delay(5);
  }
}
