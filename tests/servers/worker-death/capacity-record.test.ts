import { describe, expect, it } from "vitest";
import { CapacityRecord } from "../../../lib/servers/worker-death/capacity-record.js";

describe("CapacityRecord", () => {
  it("has nothing left of two workers that nobody replaces, whatever strikes follow", () => {
    const record = new CapacityRecord(2, 0);
    for (const atMs of [100, 200, 300]) {
      record.struck(atMs, atMs < 300);
      if (atMs < 300) record.ceased(atMs);
    }
    expect(record.counters(400)).toEqual({
      capacityShare: 0,
      deaths: 2,
      starts: 0,
      recoveries: 0,
      capacityAfter0Strikes: 1,
      capacityAfter1Strikes: 0.5,
      capacityAfter2Strikes: 0,
      capacityAfter3Strikes: 0,
    });
  });

  it("means the capacity over each interval, and has recovered when all workers serve again", () => {
    const record = new CapacityRecord(2, 0);
    record.struck(100, true);
    record.ceased(100);
    record.struck(200, true);
    record.ceased(220);
    record.began(240);
    record.began(280);
    expect(record.counters(300)).toEqual({
      capacityShare: 1,
      deaths: 2,
      starts: 2,
      recoveries: 2,
      recoveryMs: 130,
      recoveryMaxMs: 180,
      capacityAfter0Strikes: 1,
      capacityAfter1Strikes: 0.5,
      // 20 ms with one worker, 20 with none, 40 with one, 20 with both.
      capacityAfter2Strikes: 0.5,
    });
  });

  it("leaves out an interval of no length", () => {
    const record = new CapacityRecord(1, 0);
    record.struck(0, true);
    expect(record.counters(10)).not.toHaveProperty("capacityAfter0Strikes");
  });
});
