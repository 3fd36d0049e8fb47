import type { Experiment, Variant } from "../entry.js";
import { variantsOf } from "../variants-of.js";
import { concurrent } from "./concurrent.js";
import { serial } from "./serial.js";

export const framing: Experiment = {
  id: "framing",
  title: "Bad input",
  question: "Which servers answer rightly, or refuse clearly, what is no tidy request, and which survive it?",
  metric: "counters.handled",
  ideal: "all seven handled, the server alive after each",
  variants: [
    ...variantsOf(serial, "ts/serial"),
    ...variantsOf(concurrent, "ts/inline", "ts/pool", "ts/adaptive", "ts/cluster", "ts/coroutines"),
    ...variantsOf(serial, "python/serial", "go/serial"),
    ...variantsOf(concurrent, "python/coroutines", "go/concurrent", "python/asyncio"),
  ].map((variant): Variant => ({ ...variant, from: "smoke" })),
};
