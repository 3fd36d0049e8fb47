import type { Experiment } from "../entry.js";

export const callbacks: Experiment = {
  id: "callbacks",
  title: "Callbacks and their successors",
  question: "How tangled is one pipeline in each style, and do its errors reach the caller?",
  metric: "counters.nesting",
  ideal: "a nesting of 1, and every fault reported",
  variants: [],
};
