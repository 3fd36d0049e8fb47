import { describe, expect, it } from "vitest";
import { seededRandom, shuffle } from "../../lib/stats/random.js";

describe("seededRandom", () => {
  it("gives the same stream for the same seed, and another for its neighbour", () => {
    const stream = (seed: number) => {
      const random = seededRandom(seed);
      return [random.float(), random.float(), random.below(100)];
    };
    expect(stream(7)).toEqual(stream(7));
    expect(stream(7)[0]).not.toBeCloseTo(stream(8)[0]!, 2);
  });

  it("is MT19937 as NumPy has it, so that stored seeds keep their meaning", () => {
    // numpy.random.RandomState(7).randint(0, 2**32, size=2, dtype="uint32")
    const [first, second] = [327741615, 976413892];
    const expected = ((first & 0x3ffffff) * 2 ** 27 + (second & 0x7ffffff)) * 2 ** -53;
    expect(seededRandom(7).float()).toBe(expected);
  });

  it("has a standard normal", () => {
    const random = seededRandom(3);
    const values = Array.from({ length: 20_000 }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });
});

describe("shuffle", () => {
  it("draws every order equally often", () => {
    const random = seededRandom(1);
    const counts = new Map<string, number>();
    for (let trial = 0; trial < 6_000; trial++) {
      const order = shuffle(["a", "b", "c"], random).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Each is expected 1,000 times with a standard deviation of 29.
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });

  it("leaves the original as it was", () => {
    const items = [1, 2, 3, 4];
    shuffle(items, seededRandom(2));
    expect(items).toEqual([1, 2, 3, 4]);
  });
});
