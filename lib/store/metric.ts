import type { Metric } from "../catalogue/entry.js";
import type { Sample } from "./result.js";

/**
 * A sample's value by a metric, in the unit that the metric's name ends in; undefined when the sample lacks it.
 * `cpuMs` is the processor time of the program and its children, user and system together.
 */
export function metricOf(sample: Sample, metric: Metric): number | undefined {
  if (metric === "cpuMs") {
    const { cpuUserMs, cpuSystemMs } = sample;
    return cpuUserMs === undefined || cpuSystemMs === undefined ? undefined : cpuUserMs + cpuSystemMs;
  }
  if (metric === "workMs" || metric === "wholeMs" || metric === "peakRssBytes") return sample[metric];
  const counter = metric.slice("counters.".length);
  return sample.counters && Object.hasOwn(sample.counters, counter) ? sample.counters[counter] : undefined;
}
