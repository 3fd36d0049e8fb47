import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type ErrorHandling,
  errorHandlings,
} from "../../../lib/experiments/two-philosophies/error-handling.js";
import { run } from "../../../lib/experiments/two-philosophies/errors-program.js";

/** Of eight faults, but for the loop: what comes after its first error never comes about. */
const expected: Record<keyof typeof errorHandlings, { faults: number; reported: number; leaked: number }> = {
  serial: { faults: 6, reported: 6, leaked: 0 },
  gather: { faults: 8, reported: 6, leaked: 0 },
  bounded: { faults: 8, reported: 6, leaked: 0 },
  workers: { faults: 8, reported: 6, leaked: 0 },
  batches: { faults: 8, reported: 6, leaked: 0 },
  stream: { faults: 8, reported: 6, leaked: 0 },
  coroutines: { faults: 8, reported: 6, leaked: 0 },
  "task-group": { faults: 8, reported: 8, leaked: 0 },
  "wait-group": { faults: 8, reported: 6, leaked: 0 },
  "promise-all": { faults: 8, reported: 5, leaked: 13 },
  "promise-all-settled": { faults: 8, reported: 7, leaked: 1 },
  floating: { faults: 8, reported: 1, leaked: 26 },
  explicit: { faults: 8, reported: 8, leaked: 0 },
};

/** Whether a way of running tasks stops healthy tasks when another fails. */
const sparesSiblings: readonly (keyof typeof errorHandlings)[] = ["wait-group", "explicit"];

describe("the corpus of faults, faced by", () => {
  let unhandled: NodeJS.UnhandledRejectionListener[];
  beforeEach(() => {
    vi.useFakeTimers();
    // The program counts rejections that nobody handles; the test runner would take them for failures of its own.
    unhandled = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
  });
  afterEach(() => {
    vi.useRealTimers();
    process.removeAllListeners("unhandledRejection");
    for (const listener of unhandled) process.on("unhandledRejection", listener);
  });

  it.each(Object.keys(errorHandlings) as (keyof typeof errorHandlings)[])("%s", async (variant) => {
    const outcome = run({ variant, stepMs: 10 });
    await vi.runAllTimersAsync();
    const { counters } = await outcome;
    expect(counters).toMatchObject({ ...expected[variant], hung: 0 });
    expect(counters.reportedShare).toBeCloseTo(expected[variant].reported / expected[variant].faults);
    if (sparesSiblings.includes(variant)) expect(counters.siblingsKilled).toBe(0);
  });

  it("a handling that never ends is reported as hung", async () => {
    const handlings = errorHandlings as Record<string, ErrorHandling>;
    handlings.never = () => new Promise(() => {});
    try {
      const outcome = run({ variant: "never", stepMs: 10 });
      await vi.runAllTimersAsync();
      expect((await outcome).counters).toMatchObject({ hung: 6, reported: 0 });
    } finally {
      delete handlings.never;
    }
  });
});
