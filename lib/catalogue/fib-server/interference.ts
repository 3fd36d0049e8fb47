import type { Experiment } from "../entry.js";

export const interference: Experiment = {
  id: "interference",
  title: "Small requests beside large ones",
  question: "What is left of the small requests while another client asks for fib(30)?",
  metric: "counters.requestsPerSecond",
  ideal: "small requests unaffected as long as a core is free",
  variants: [],
};
