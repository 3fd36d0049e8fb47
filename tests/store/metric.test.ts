import { expect, it } from "vitest";
import { metricOf } from "../../lib/store/metric.js";
import type { Sample } from "../../lib/store/result.js";

const sample: Sample = { status: "ok", workMs: 5, cpuUserMs: 3, cpuSystemMs: 1, counters: { requests: 9 } };

it("metricOf takes a field, a sum of fields, or a counter", () => {
  expect(metricOf(sample, "workMs")).toBe(5);
  expect(metricOf(sample, "cpuMs")).toBe(4);
  expect(metricOf(sample, "counters.requests")).toBe(9);
});

it("metricOf has nothing for what a sample lacks, inherited names included", () => {
  expect(metricOf(sample, "wholeMs")).toBeUndefined();
  expect(metricOf({ status: "ok", cpuUserMs: 3 }, "cpuMs")).toBeUndefined();
  expect(metricOf(sample, "counters.constructor")).toBeUndefined();
  expect(metricOf({ status: "error" }, "counters.requests")).toBeUndefined();
});
