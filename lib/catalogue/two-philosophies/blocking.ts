import type { Experiment } from "../entry.js";

export const blocking: Experiment = {
  id: "blocking",
  title: "Work that blocks the loop",
  question: "How long does the event loop keep a timer waiting while a task computes?",
  metric: "counters.heartbeatDelayMaxMs",
  ideal: "the resolution of the timer",
  variants: [],
};
