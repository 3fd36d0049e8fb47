import type { Experiment } from "../entry.js";

export const crossover: Experiment = {
  id: "crossover",
  title: "When handing over pays",
  question: "From which n on is a hop to another thread or process cheaper than computing in place?",
  metric: "counters.p50Ms",
  ideal: "the n whose fib takes as long as the hop",
  variants: [],
};
