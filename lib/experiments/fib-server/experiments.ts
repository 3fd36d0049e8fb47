import type { ExperimentLoaders } from "../experiment.js";

/** The experiments of D4 that can run, in the order of their chapters; one that does not run is not loaded. */
export const fibServerExperiments: ExperimentLoaders = {
  serial: async () => (await import("./serial.js")).serial,
  concurrent: async () => (await import("./concurrent.js")).concurrent,
  latency: async () => (await import("./latency.js")).latency,
  memory: async () => (await import("./memory.js")).memory,
  framing: async () => (await import("./framing.js")).framing,
  "edit-cost": async () => (await import("./edit-cost.js")).editCost,
  interference: async () => (await import("./interference.js")).interference,
  crossover: async () => (await import("./crossover.js")).crossover,
};
