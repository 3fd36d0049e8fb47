import type { ExperimentLoaders } from "../experiment.js";

/** The experiments of D1 that can run, in the order of its chapters; one that does not run is not loaded. */
export const fromPythonToGoExperiments: ExperimentLoaders = {
  "dns-deadline": async () => (await import("./dns-deadline.js")).dnsDeadline,
  hello: async () => (await import("./hello.js")).hello,
  "not-parallelism": async () => (await import("./not-parallelism.js")).notParallelism,
  spread: async () => (await import("./spread.js")).spread,
  "worker-death": async () => (await import("./worker-death.js")).workerDeath,
  background: async () => (await import("./background.js")).background,
  callbacks: async () => (await import("./callbacks.js")).callbacks,
};
