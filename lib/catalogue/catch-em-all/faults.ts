import type { Experiment } from "../entry.js";

export const faults: Experiment = {
  id: "faults",
  title: "Answers that go wrong",
  question: "What is left of the other documents when one answer is late, wrong, cut short or refused?",
  metric: "counters.documents",
  ideal: "every other document obtained, every fault named",
  variants: [],
};
