import type { Experiment } from "../entry.js";

export const mixed: Experiment = {
  id: "mixed",
  title: "Computing and waiting, mixed",
  question: "How does the gap between the languages change with the share of time that a task waits?",
  metric: "workMs",
  ideal: "no gap as the waiting grows",
  variants: [],
};
