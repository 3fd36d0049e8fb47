import { copyOf } from "../copy-of.js";
import type { Experiment, Variant } from "../entry.js";

const roundRobin: Variant = {
  id: "ts/round-robin",
  title: "cluster, round robin",
  summary:
    "Node's default everywhere but on Windows: the primary accepts, and gives each connection to the next worker.",
  asPublished: true,
  from: "smoke",
  source: "lib/servers/spread/clustered.ts",
};

export const spread: Experiment = {
  id: "spread",
  title: "How evenly work is spread",
  question: "Do the workers of a cluster get equal shares of the work?",
  metric: "counters.jainIndex",
  ideal: "a fairness index of 1: equal shares",
  variants: [
    roundRobin,
    { ...copyOf(roundRobin), from: "quick" },
    {
      id: "ts/none",
      title: "left to the system",
      summary:
        "All workers of a cluster accept from one shared socket (SCHED_NONE), and the system wakes whom it likes; what cluster did when the essay was written.",
      from: "smoke",
      source: "lib/servers/spread/clustered.ts",
    },
    {
      id: "ts/least-loaded",
      title: "least loaded",
      summary:
        "A primary of our own hands each connection to the worker with the fewest requests outstanding.",
      from: "smoke",
      source: "lib/servers/spread/least-loaded.ts",
    },
  ],
};
