import type { Experiment } from "../entry.js";
import { variantsOf } from "../variants-of.js";
import { concurrent } from "./concurrent.js";

export const memory: Experiment = {
  id: "memory",
  title: "Memory, by what the word means",
  question: "How much memory do the servers take under load, and does it depend on how it is counted?",
  metric: "counters.memoryBytes",
  ideal: "the connections' own buffers",
  variants: variantsOf(
    concurrent,
    "ts/inline",
    "ts/inline-copy",
    "ts/pool",
    "ts/shared-memory",
    "ts/cluster",
    "python/threads",
    "python/coroutines",
    "go/concurrent",
  ),
};
