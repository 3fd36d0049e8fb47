import { describe, expect, it } from "vitest";
import { fib, fibAnswer, fibCallCount, fibInputOf, LARGEST_FIB_INPUT } from "../../lib/workloads/fib.js";
import { type FibForm, openFib } from "../../lib/workloads/fib-forms.js";

const forms: readonly FibForm[] = ["number", "bigint", "webassembly"];

describe("fib", () => {
  it("has the essay's base case", () => {
    expect([1, 2, 3, 4, 5, 10].map(fib)).toEqual([1, 1, 2, 3, 5, 55]);
  });

  it("makes the calls that it is said to make", () => {
    let calls = 0;
    const counting = (n: number): number => {
      calls += 1;
      return n <= 2 ? 1 : counting(n - 1) + counting(n - 2);
    };
    counting(15);
    expect(fibCallCount(15)).toBe(calls);
    expect(fibCallCount(30)).toBe(1_664_079);
  });

  it("is found by its calls, with a fraction between", () => {
    for (const n of [2, 3, 15, 30]) expect(fibInputOf(fibCallCount(n))).toBeCloseTo(n);
    const between = Math.sqrt(fibCallCount(20) * fibCallCount(21));
    expect(fibInputOf(between)).toBeCloseTo(20.5);
    expect(fibInputOf(0.1)).toBe(2);
  });

  it.each(forms)("gives the same answers as %s", async (form) => {
    const compute = await openFib(form);
    for (let n = 1; n <= 20; n += 1) expect(compute(n)).toBe(fibAnswer(n));
  });

  it("fits 32 bits for every n that a program accepts", () => {
    expect(fibAnswer(LARGEST_FIB_INPUT)).toBeLessThan(2 ** 31);
  });
});
