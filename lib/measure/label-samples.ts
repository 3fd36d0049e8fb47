import type { Metric } from "../catalogue/entry.js";
import { sampleLabels } from "../stats/sample-labels.js";
import { metricOf } from "../store/metric.js";
import type { Sample } from "../store/result.js";

/**
 * A variant's samples with their labels by a metric, cell by cell, for the readers of a result file; a report labels
 * them anew. Samples that did not end well have none.
 *
 * @param samples in the order of measurement, which is kept.
 */
export function labelSamples(samples: readonly Sample[], metric: Metric): Sample[] {
  const labels = new Map<Sample, Sample["label"]>();
  for (const cell of new Set(samples.map((sample) => sample.cell))) {
    const measured = samples.filter(
      (sample) => sample.cell === cell && sample.status === "ok" && metricOf(sample, metric) !== undefined,
    );
    const own = sampleLabels(measured.map((sample) => metricOf(sample, metric)!));
    for (const [index, sample] of measured.entries()) labels.set(sample, own[index] ?? undefined);
  }
  return samples.map((sample) => {
    const label = labels.get(sample);
    return label === undefined ? sample : { ...sample, label };
  });
}
