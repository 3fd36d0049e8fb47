import type { Experiment } from "../entry.js";

export const channel: Experiment = {
  id: "channel",
  title: "Channels and select",
  question: "What does handing over one item cost, buffered or not, and is select fair?",
  metric: "workMs",
  ideal: "one hand-off",
  variants: [],
};
