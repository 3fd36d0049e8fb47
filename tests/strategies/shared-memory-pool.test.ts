import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { SharedMemoryPool } from "../../lib/strategies/shared-memory-pool.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// What all pools have in common is tested in contracts/pools.test.ts.
const open: SharedMemoryPool<unknown, unknown>[] = [];
afterEach(() => Promise.all(open.splice(0).map((pool) => pool.close())));

function opened(source: string, threadCount: number): SharedMemoryPool<unknown, unknown> {
  const module = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  const pool = new SharedMemoryPool<unknown, unknown>(module, threadCount, { largestBytes: 1_024 });
  open.push(pool);
  return pool;
}

it.each([
  {
    answer: "cannot be copied for a long reason",
    output: `({ get rows() { throw new Error("\u{1F4A5}".repeat(5_000)); } })`,
    refusal: /what can be copied out of its worker, got another: \u{1F4A5}+.*; try/u,
  },
  { answer: "is too large", output: `"x".repeat(5_000)`, refusal: /takes \d+ bytes; try a larger/ },
])("says that an answer $answer in the least room there is, however long the stack", async (row) => {
  const source = `Error.prepareStackTrace = () => "at ".repeat(5_000); export default () => ${row.output};`;
  await expect(opened(source, 1).run(1)).rejects.toThrow(row.refusal);
});

it("begins a task whose wake went to a thread that died of what an earlier task left behind", async () => {
  const folder = await temporaryFolder();
  const file = (name: string) => path.join(folder, name);
  // A thread runs timers only where it sleeps without blocking, in the queue for the next wake.
  const pool = opened(
    `import { existsSync, writeFileSync } from "node:fs";
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const waitFor = (file) => { while (!existsSync(file)) Atomics.wait(cell, 0, 0, 2); };
    export default ({ until, asleep, diesAfter }) => {
      if (until) waitFor(until);
      if (asleep) setTimeout(() => {
        writeFileSync(asleep, "");
        if (diesAfter) { waitFor(diesAfter); process.exit(3); }
      });
      return "done";
    };`,
    2,
  );
  const dying = pool.run({ until: file("first"), asleep: file("dying sleeps"), diesAfter: file("die") });
  const sibling = pool.run({ until: file("second"), asleep: file("sibling sleeps") });
  await eventually(() => pool.stats().busyCount === 2);
  writeFileSync(file("first"), "");
  await dying;
  await eventually(() => existsSync(file("dying sleeps")));
  writeFileSync(file("second"), "");
  await sibling;
  await eventually(() => existsSync(file("sibling sleeps")));
  const next = pool.run({});
  writeFileSync(file("die"), "");
  expect(await next).toBe("done");
});

async function eventually(isSo: () => boolean): Promise<void> {
  const endMs = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > endMs) throw new Error("expected it within 20 s");
    await delay(5);
  }
}
