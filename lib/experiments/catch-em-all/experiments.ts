import type { RunnableExperiment } from "../experiment.js";
import { capture } from "./capture.js";
import { editCost } from "./edit-cost.js";
import { faults } from "./faults.js";
import { fetch } from "./fetch.js";
import { latency } from "./latency.js";
import { why } from "./why.js";

/** The experiments of D2 that can run, in the order of its chapters. */
export const catchEmAllExperiments: readonly RunnableExperiment[] = [
  fetch,
  why,
  latency,
  capture,
  faults,
  editCost,
];
