import { describe, expect, it } from "vitest";
import { fetchIdeal, fetchLimit } from "../../../lib/experiments/catch-em-all/fetch-model.js";

const conditions = { documents: 150, limit: 50, rttMs: 10, serviceMs: 0 };

describe("fetchLimit", () => {
  it.each([
    ["python/requests", 150 * 3 * 10],
    ["ts/await-in-loop", (2 + 150) * 10],
    ["ts/bounded", (2 + 3) * 10],
    ["python/aiohttp-gather", (2 + 2) * 10],
    ["go/goroutines", (2 + 1) * 10],
  ] as const)("%s needs %i ms of network", (variant, ms) => {
    expect(fetchLimit(variant, conditions).ms).toBe(ms);
  });

  it("adds the server's own time once for each round", () => {
    expect(fetchLimit("ts/bounded", { ...conditions, serviceMs: 5 }).ms).toBe(2 * 10 + 3 * 15);
  });
});

describe("fetchIdeal", () => {
  const costs = { bodyBytes: 1e6, bytesPerSecond: 230e6, decodeCpuMs: 200, coreCount: 2 };

  it("is the longest of the bounds", () => {
    expect(fetchIdeal(conditions, costs).ms).toBe(100);
    expect(fetchIdeal({ ...conditions, rttMs: 100 }, costs).ms).toBe(300);
    expect(fetchIdeal(conditions, { ...costs, bodyBytes: 230e6 }).ms).toBe(1000);
  });

  it("says with its numbers how it comes about", () => {
    expect(fetchIdeal(conditions, costs).because).toMatch(
      /30 ms for a handshake.*100 ms to decode on 2 cores/,
    );
  });
});
