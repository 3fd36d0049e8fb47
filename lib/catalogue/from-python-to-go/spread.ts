import type { Experiment } from "../entry.js";

export const spread: Experiment = {
  id: "spread",
  title: "How evenly work is spread",
  question: "Do the workers of a cluster get equal shares of the work?",
  metric: "counters.jainIndex",
  ideal: "a fairness index of 1: equal shares",
  variants: [],
};
