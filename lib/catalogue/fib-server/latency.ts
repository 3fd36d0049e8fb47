import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";
import { variantsOf } from "../variants-of.js";
import { concurrent } from "./concurrent.js";
import { serial } from "./serial.js";

const numbers: Variant = {
  id: "ts/number",
  title: "Numbers",
  summary: "The plain function on the event loop; small integers never leave the registers.",
  from: "smoke",
  source: "lib/workloads/fib.ts",
};

export const latency: Experiment = {
  id: "latency",
  title: "One large request",
  question: "How long does fib(30) take in each language, once warm?",
  metric: "counters.p50Ms",
  ideal: "1,664,079 calls on one core",
  variants: [
    numbers,
    copyOf(numbers),
    {
      id: "ts/bigint",
      title: "BigInt",
      summary: "Integers without bounds, as Python has them: every addition allocates.",
      from: "full",
      source: "lib/workloads/fib-forms.ts",
    },
    {
      id: "ts/webassembly",
      title: "WebAssembly",
      summary: "The same recursion on 32-bit integers, compiled before it first runs.",
      from: "smoke",
      source: "lib/workloads/fib-webassembly.ts",
    },
    ...variantsOf(concurrent, "python/coroutines"),
    ...variantsOf(serial, "python/serial", "pypy/serial"),
    ...variantsOf(concurrent, "go/concurrent"),
  ],
};
