import { fib } from "./fib.js";

/** One way to compute {@link fib} in this runtime, exact for every n up to `LARGEST_FIB_INPUT`. */
export type FibForm = "number" | "bigint" | "webassembly";

/** The doubly recursive function in the given form, ready to be called. */
export async function openFib(form: FibForm): Promise<(n: number) => number> {
  switch (form) {
    case "number":
      return fib;
    case "bigint":
      return (n) => Number(fibOfBigInt(BigInt(n)));
    case "webassembly":
      // Only this form pays for loading the assembler.
      return (await import("./fib-webassembly.js")).assembleFib();
  }
}

/** Integers without bounds, as Python has them: every addition allocates. */
function fibOfBigInt(n: bigint): bigint {
  return n <= 2n ? 1n : fibOfBigInt(n - 1n) + fibOfBigInt(n - 2n);
}
