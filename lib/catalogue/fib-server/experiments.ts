import type { Experiment } from "../entry.js";
import { concurrent } from "./concurrent.js";
import { crossover } from "./crossover.js";
import { editCost } from "./edit-cost.js";
import { framing } from "./framing.js";
import { interference } from "./interference.js";
import { latency } from "./latency.js";
import { memory } from "./memory.js";
import { serial } from "./serial.js";

/** The experiments of the document in the order of its chapters; the report shows one without a program as not measured. */
export const experiments: readonly Experiment[] = [
  serial,
  concurrent,
  latency,
  memory,
  framing,
  editCost,
  interference,
  crossover,
];
