import type { ExperimentLoaders } from "../experiment.js";

/** The experiments of D3 that can run, in the order of its chapters; one that does not run is not loaded. */
export const twoPhilosophiesExperiments: ExperimentLoaders = {
  start: async () => (await import("./start.js")).start,
  pool: async () => (await import("./pool.js")).pool,
  scrape: async () => (await import("./scrape.js")).scrape,
  tasks: async () => (await import("./tasks.js")).tasks,
  errors: async () => (await import("./errors.js")).errors,
  channel: async () => (await import("./channel.js")).channel,
  blocking: async () => (await import("./blocking.js")).blocking,
  mixed: async () => (await import("./mixed.js")).mixed,
  race: async () => (await import("./race.js")).race,
};
