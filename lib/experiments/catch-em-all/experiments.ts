import type { ExperimentLoaders } from "../experiment.js";

/** The experiments of D2 that can run, in the order of its chapters; one that does not run is not loaded. */
export const catchEmAllExperiments: ExperimentLoaders = {
  fetch: async () => (await import("./fetch.js")).fetch,
  why: async () => (await import("./why.js")).why,
  latency: async () => (await import("./latency.js")).latency,
  capture: async () => (await import("./capture.js")).capture,
  faults: async () => (await import("./faults.js")).faults,
  "edit-cost": async () => (await import("./edit-cost.js")).editCost,
};
