import type { Experiment } from "../entry.js";

export const workerDeath: Experiment = {
  id: "worker-death",
  title: "When workers die",
  question: "How much capacity is left of a cluster whose workers die one after another?",
  metric: "counters.capacityShare",
  ideal: "no capacity lost",
  variants: [],
};
