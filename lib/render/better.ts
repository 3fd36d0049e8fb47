import type { Metric } from "../catalogue/entry.js";
import { unitOf } from "./samples.js";

/** What is not a rate, and yet a program is the better for having more of. */
const GAINS: ReadonlySet<Metric> = new Set([
  "counters.capacityShare",
  "counters.jainIndex",
  "counters.others",
  "counters.reportedShare",
]);

/** Which amount of a metric is the better one: more of a rate, or of what is to be kept; less of all that costs. */
export function betterIs(metric: Metric): "more" | "less" {
  return unitOf(metric) === "requests/s" || GAINS.has(metric) ? "more" : "less";
}
