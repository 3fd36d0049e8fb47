import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { decodeFromCompressedBase64 } from "hdr-histogram-js";
import { describe, expect, it } from "vitest";
import { LatencyHistogram } from "../../lib/stats/latency-histogram.js";
import { quantile } from "../../lib/stats/quantile.js";

const histogramOf = (latenciesMs: readonly number[]) => {
  const histogram = new LatencyHistogram();
  for (const latencyMs of latenciesMs) histogram.record(latencyMs);
  return histogram;
};
const latencies = fc.array(fc.double({ min: 0.001, max: 3_000_000, noNaN: true }), { minLength: 1 });

describe("LatencyHistogram", () => {
  it("has the quantiles of what was recorded, to 1%", () => {
    const values = Array.from({ length: 10_001 }, (_, index) => 0.01 * 1.001 ** index);
    const histogram = histogramOf(values);
    for (const p of [0, 0.5, 0.9, 0.99, 0.999, 1]) {
      expect(histogram.quantileMs(p) / quantile(values, p)).toBeCloseTo(1, 1.5);
    }
    expect(histogram.count).toBe(10_001);
    expect(histogram.meanMs / (values.reduce((sum, value) => sum + value) / 10_001)).toBeCloseTo(1, 1.5);
  });

  it("survives its encoding, and the library that others use reads the same", () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const histogram = histogramOf(values);
        const text = histogram.encode();
        const decoded = LatencyHistogram.decode(text)!;
        expect(decoded.counts()).toEqual(histogram.counts());
        const foreign = decodeFromCompressedBase64(text, 64);
        expect(foreign.totalCount).toBe(values.length);
        expect(foreign.getValueAtPercentile(50) / 1e6).toBe(decoded.quantileMs(0.5));
      }),
      { numRuns: 50 },
    );
  });

  it("is made again of its counts, which ascend and add up", () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const histogram = histogramOf(values);
        const counts = histogram.counts();
        expect(counts.map(([ns]) => ns)).toEqual(counts.map(([ns]) => ns).toSorted((a, b) => a - b));
        expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(values.length);
        expect(LatencyHistogram.of(counts).encode()).toBe(histogram.encode());
      }),
      { numRuns: 50 },
    );
  });

  it("draws a curve that never falls, and ends at the largest", () => {
    const histogram = histogramOf(Array.from({ length: 1_000 }, (_, index) => index + 1));
    const curve = histogram.curve();
    expect(curve.map(({ ms }) => ms)).toEqual(curve.map(({ ms }) => ms).toSorted((a, b) => a - b));
    expect(curve.at(-1)!.ms / 1_000).toBeCloseTo(1, 1.5);
    // A thousand latencies tell one in 512 from the largest, and none in 1,024.
    expect(curve.at(-2)!.quantile).toBe(1 - 1 / 512);
  });

  it("says nothing of no latencies", () => {
    const histogram = new LatencyHistogram();
    expect(histogram.quantileMs(0.5)).toBeNaN();
    expect(histogram.meanMs).toBeNaN();
    expect(histogram.counts()).toEqual([]);
    expect(histogram.curve()).toEqual([]);
    expect(LatencyHistogram.decode(histogram.encode())!.count).toBe(0);
  });

  it("takes what lies outside its range as the end of it", () => {
    const histogram = histogramOf([-1, 1e12]);
    expect(histogram.quantileMs(0)).toBe(0);
    expect(histogram.quantileMs(1) / 3_600_000).toBeCloseTo(1, 1.5);
  });

  it.each([[[-1, 1]], [[1, 0]], [[1, 1.5]], [[Number.NaN, 1]]] as const)("refuses the count %j", (count) => {
    expect(() => LatencyHistogram.of([count])).toThrow(RangeError);
  });

  it("refuses text that is no histogram, in no time", () => {
    const header = (edit: (bytes: Buffer) => void, payload: number[] = []) => {
      const bytes = Buffer.concat([Buffer.alloc(40), Buffer.from(payload)]);
      bytes.writeUInt32BE(0x1c849313, 0);
      bytes.writeUInt32BE(payload.length, 4);
      bytes.writeUInt32BE(2, 12);
      bytes.writeBigUInt64BE(1n, 16);
      bytes.writeBigUInt64BE(3_600_000_000_000n, 24);
      edit(bytes);
      const outer = Buffer.alloc(8);
      outer.writeUInt32BE(0x1c849314, 0);
      return Buffer.concat([outer, deflateSync(bytes)]).toString("base64");
    };
    expect(LatencyHistogram.decode(header(() => {}, [3, 4]))!.counts()).toEqual([[2, 2]]);
    const hostile = [
      "",
      "no base64 at all <script>",
      Buffer.alloc(100).toString("base64"),
      header((bytes) => bytes.writeUInt32BE(0xffff_ffff, 4)),
      header((bytes) => bytes.writeUInt32BE(5, 12)),
      header((bytes) => bytes.writeBigUInt64BE(2n ** 62n, 24)),
      header(() => {}, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
      // Zeros without end before a count.
      header(() => {}, [0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 2]),
      header(
        () => {},
        Array.from({ length: 100_000 }, () => 0),
      ),
    ];
    const startMs = performance.now();
    expect(hostile.map((text) => LatencyHistogram.decode(text))).toEqual(hostile.map(() => null));
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});
