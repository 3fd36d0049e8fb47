import { describe, expect, it } from "vitest";
import { UsageError } from "../../lib/errors.js";
import { DeadlineExceededError, withDeadline } from "../../lib/primitives/deadline.js";
import { gather } from "../../lib/strategies/gather.js";
import { type RetryOptions, retryAfterMs, retrying } from "../../lib/strategies/retrying.js";

/** Work that fails so many times, and what it waited between its tries. */
function failing(times: number, error: unknown = new Error("busy")) {
  const waitedMs: number[] = [];
  let tries = 0;
  const work = async () => {
    tries += 1;
    if (tries <= times) throw error;
    return tries;
  };
  const sleep: RetryOptions["sleep"] = async (delayMs) => void waitedMs.push(delayMs);
  return { work, waitedMs, options: { sleep, random: () => 0.5 } };
}

const { signal } = new AbortController();

describe("retrying", () => {
  it("waits twice as long before each further try, with jitter, up to the longest", async () => {
    const { work, waitedMs, options } = failing(4);
    const tried = retrying(work, { ...options, attempts: 5, backOffMs: 100, longestMs: 150 });
    expect(await tried("item", 0, signal)).toBe(5);
    expect(waitedMs).toEqual([50, 100, 150, 150]);
  });

  it("waits as long as the error asks, and no longer than the longest", async () => {
    const asked = failing(1, Object.assign(new Error("429"), { retryAfterMs: 2_000 }));
    await retrying(asked.work, asked.options)("item", 0, signal);
    expect(asked.waitedMs).toEqual([2_000]);
    const greedy = failing(1, Object.assign(new Error("429"), { retryAfterMs: 1e9 }));
    await retrying(greedy.work, greedy.options)("item", 0, signal);
    expect(greedy.waitedMs).toEqual([30_000]);
  });

  it("fails with the last error, falsy ones too, after so many tries", async () => {
    const { work, waitedMs, options } = failing(9, 0);
    await expect(retrying(work, { ...options, attempts: 3 })("item", 0, signal)).rejects.toBe(0);
    expect(waitedMs).toHaveLength(2);
  });

  it("tries again only what may get better", async () => {
    const { work, waitedMs, options } = failing(9, new TypeError("wrong"));
    const retryOn = (error: unknown) => !(error instanceof TypeError);
    await expect(retrying(work, { ...options, retryOn })("item", 0, signal)).rejects.toThrow("wrong");
    expect(waitedMs).toEqual([]);
  });

  it("tries nothing again once the run has ended", async () => {
    let tries = 0;
    const work = async (item: string, _: number, own: AbortSignal) => {
      if (item === "fatal") throw new Error("fatal");
      tries += 1;
      await new Promise((resolve) => own.addEventListener("abort", resolve));
      throw new Error("busy");
    };
    const retryOn = (error: unknown) => (error as Error).message === "busy";
    await expect(gather(["a", "fatal"], retrying(work, { retryOn }))).rejects.toThrow("fatal");
    expect(tries).toBe(1);
  });

  it("ends its wait when the run is cancelled", async () => {
    const cancel = new AbortController();
    const work = async () => {
      queueMicrotask(() => cancel.abort("enough"));
      throw new Error("busy");
    };
    const running = gather(["a"], retrying(work, { backOffMs: 1e6, random: () => 0.9 }), {
      signal: cancel.signal,
    });
    await expect(running).rejects.toBe("enough");
  });

  it("fails by the deadline's own error when that ends its wait", async () => {
    const busy = retrying(() => Promise.reject(new Error("busy")), { backOffMs: 1e6, random: () => 0.9 });
    await expect(withDeadline(1, (own) => busy("item", 0, own))).rejects.toThrow(DeadlineExceededError);
  });

  it("wants one attempt at least", () => {
    expect(() => retrying(async () => 1, { attempts: 0 })).toThrow(UsageError);
  });
});

describe("retryAfterMs", () => {
  it.each([
    "Thu, 01 Jan 1970 00:00:10 GMT",
    "Thursday, 01-Jan-70 00:00:10 GMT",
    "Thu Jan  1 00:00:10 1970",
    " 6 ",
  ])("takes %j, in each form of RFC 9110", (header) => {
    expect(retryAfterMs(header, 4_000)).toBe(6_000);
  });

  it("waits for nothing where the date is past", () => {
    expect(retryAfterMs("Thu, 01 Jan 1970 00:00:10 GMT", 11_000)).toBe(0);
  });

  it.each([undefined, "", "soon", "1.5", "-1", "+1", "1e3", "12 May", "Thu, 41 Jan 1970 00:00:10 GMT"])(
    "takes %j for nothing",
    (header) => {
      expect(retryAfterMs(header, 4_000)).toBeUndefined();
    },
  );
});
