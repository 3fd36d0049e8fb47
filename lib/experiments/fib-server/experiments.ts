import type { RunnableExperiment } from "../experiment.js";
import { concurrent } from "./concurrent.js";
import { crossover } from "./crossover.js";
import { editCost } from "./edit-cost.js";
import { framing } from "./framing.js";
import { interference } from "./interference.js";
import { latency } from "./latency.js";
import { memory } from "./memory.js";
import { serial } from "./serial.js";

/** The experiments of D4 that can run, in the order of their chapters. */
export const fibServerExperiments: readonly RunnableExperiment[] = [
  serial,
  concurrent,
  latency,
  memory,
  framing,
  editCost,
  interference,
  crossover,
];
