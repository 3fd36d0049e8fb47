import type { Experiment } from "../entry.js";

export const race: Experiment = {
  id: "race",
  title: "Read, wait, write",
  question: "Which updates are lost when tasks share a counter?",
  metric: "counters.lostUpdates",
  ideal: "no update lost",
  variants: [],
};
