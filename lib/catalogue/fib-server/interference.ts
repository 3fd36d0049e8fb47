import type { Experiment, Profile, Variant, VariantId } from "../entry.js";
import { concurrent } from "./concurrent.js";

/** The others wait for `full`. */
const early: Readonly<Record<VariantId, Profile>> = {
  "ts/inline": "smoke",
  "ts/inline-copy": "smoke",
  "ts/adaptive": "smoke",
  "python/threads": "smoke",
  "python/coroutines": "quick",
  "go/concurrent": "smoke",
};

export const interference: Experiment = {
  id: "interference",
  title: "Small requests beside large ones",
  question: "What is left of the small requests while another client asks for fib(30)?",
  metric: "counters.requestsPerSecond",
  ideal: "small requests unaffected as long as a core is free",
  variants: concurrent.variants.map(
    (variant): Variant => ({ ...variant, from: early[variant.id] ?? "full" }),
  ),
};
