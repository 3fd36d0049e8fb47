import { describe, expect, it } from "vitest";
import { accountingWarnings } from "../../lib/measure/accounting.js";
import type { Sample } from "../../lib/store/result.js";

const sample = (reportedMs: number, treeCpuMs?: number): Sample => ({
  status: "ok",
  cpuUserMs: reportedMs * 0.75,
  cpuSystemMs: reportedMs * 0.25,
  ...(treeCpuMs !== undefined && { treeCpuMs }),
});
const warnings = (...samples: Sample[]) => accountingWarnings(new Map([["python/processes", samples]]));

describe("accountingWarnings", () => {
  it("names the variant that reports less than the system saw, with both figures", () => {
    expect(warnings(sample(100, 290), sample(120, 310))).toEqual([
      "`python/processes` reports 110 ms of processor time a run, and the system saw 300 ms of its processes: its figures of processor time are in doubt.",
    ]);
  });

  it("names one that reports more", () => {
    expect(warnings(sample(300, 100))).toHaveLength(1);
  });

  it("bears what the end of a program takes, and a share of a long run", () => {
    expect(warnings(sample(10, 60))).toEqual([]);
    expect(warnings(sample(1_000, 1_240))).toEqual([]);
  });

  it("says nothing of what the system does not tell, nor of samples that failed", () => {
    expect(warnings(sample(10))).toEqual([]);
    expect(warnings({ ...sample(10, 1_000), status: "error" })).toEqual([]);
    expect(warnings()).toEqual([]);
  });
});
