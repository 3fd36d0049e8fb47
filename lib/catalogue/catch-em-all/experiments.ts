import type { Experiment } from "../entry.js";
import { capture } from "./capture.js";
import { editCost } from "./edit-cost.js";
import { faults } from "./faults.js";
import { fetch } from "./fetch.js";
import { latency } from "./latency.js";
import { why } from "./why.js";

/** The experiments of the document in the order of its chapters; the report shows one without a program as not measured. */
export const experiments: readonly Experiment[] = [fetch, why, latency, capture, faults, editCost];
