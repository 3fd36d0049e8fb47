import { expect, it } from "vitest";
import { ThreadPool } from "../../lib/strategies/thread-pool.js";

// What all pools have in common is tested in contracts/pools.test.ts.
const SUM = "export default (bytes) => bytes.reduce((sum, byte) => sum + byte, 0)";
const sum = new URL(`data:text/javascript,${encodeURIComponent(SUM)}`);

it("moves what is to be transferred", async () => {
  await ThreadPool.with<Uint8Array, number, void>(sum, 1, async (pool) => {
    const bytes = new Uint8Array([1, 2, 3]);
    expect(await pool.run(bytes, { transfer: [bytes.buffer] })).toBe(6);
    expect(bytes.byteLength).toBe(0);
  });
});

it("closes after use however that ends", async () => {
  let opened: ThreadPool<Uint8Array, number> | undefined;
  const used = ThreadPool.with<Uint8Array, number, never>(sum, 1, async (pool) => {
    opened = pool;
    throw new Error("use failed");
  });
  await expect(used).rejects.toThrow("use failed");
  await expect(opened!.run(new Uint8Array())).rejects.toThrow("closed");
});
