import type { Document, Experiment, VariantId } from "../catalogue/entry.js";
import type { CumulativeChart } from "../charts/cumulative.js";
import type { PercentilesChart } from "../charts/percentiles.js";
import { LatencyHistogram } from "../stats/latency-histogram.js";
import type { ExperimentResult } from "../store/result.js";
import { languageOf, metricName, variantName } from "./names.js";
import { samplesIn, unitOf, valuesIn, variantOf } from "./samples.js";

interface ChartCell {
  readonly anchor: string;
  readonly key?: string;
}

/** Fewer steps than these show nothing that the strip of samples does not. */
const LEAST_STEPS = 10;
/** Of runs: fewer stand one by one in the picture of their distribution, which says the same. */
const LEAST_RUNS = 24;

/** Latencies by which moment they count from: an open loop knows two, a closed loop the second alone. */
const LATENCIES = [
  {
    name: "responseTime",
    words: "response time",
    whose: "requests",
    says: "How long the requests of all runs took, from the moment when each was due",
  },
  {
    name: "heartbeatDelay",
    words: "delay of a timer",
    whose: "timers",
    says: "How late the timers of all runs came that were due while the work lasted",
  },
  {
    name: "serviceTime",
    words: "service time",
    whose: "requests",
    says: "How long the requests of all runs took, from the moment when each was sent: a client in a closed loop sends none while it waits, so that a stall counts once, whomever it would have kept waiting",
  },
] as const;

/** The latencies of all runs that ended well, from the histograms that their load generators kept. */
export function percentilesOf(
  { title }: Experiment,
  result: ExperimentResult,
  document: Document,
  { anchor, key }: ChartCell,
  ids: readonly VariantId[],
): PercentilesChart | undefined {
  for (const { name, words, whose, says } of LATENCIES) {
    // No latency is claimed of a closed loop: its curves stand once.
    if (name === "serviceTime" && key !== undefined) continue;
    const rows = ids.flatMap((id) => {
      const points = mergedHistogram(result, id, key, name)
        .curve()
        // A quantile of 1 is infinitely rare, and has no place on an axis of rarity.
        .filter(({ quantile, ms }) => quantile < 1 && ms > 0)
        .map(({ quantile, ms }) => [quantile, ms] as const);
      return points.length < LEAST_STEPS ? [] : [{ ...nameOf(document, id), points }];
    });
    if (rows.length === 0) continue;
    return {
      kind: "percentiles",
      id: `${anchor}-percentiles`,
      title: `${title}: percentiles of the ${words}`,
      description: `${says}. To the right lie the rare ones: every nine of the percentile has the same room. A line that stays level has no tail; one that rises late makes one in a hundred or a thousand of the ${whose} wait.`,
      axis: `${words} (log scale)`,
      unit: "ms",
      rows,
    };
  }
  return undefined;
}

function mergedHistogram(
  result: ExperimentResult,
  id: VariantId,
  cell: string | undefined,
  name: string,
): LatencyHistogram {
  const kept = samplesIn(result, id, cell).flatMap(({ status, histograms }) =>
    status === "ok" && histograms !== undefined && Object.hasOwn(histograms, name) ? [histograms[name]!] : [],
  );
  return LatencyHistogram.of(kept.flatMap((text) => LatencyHistogram.decode(text)?.counts() ?? []));
}

/** How the durations of a run's tasks spread; without a trace, the runs themselves where these are many. */
export function cumulativeOf(
  { title, metric, waterfall = [] }: Experiment,
  result: ExperimentResult,
  document: Document,
  { anchor, key }: ChartCell,
  ids: readonly VariantId[],
): CumulativeChart | undefined {
  const tasks = key === undefined ? rowsOf(document, waterfall, (id) => durations(result, id)) : [];
  if (tasks.length > 0) {
    return {
      kind: "cumulative",
      id: `${anchor}-tasks`,
      title: `${title}: how long each task took`,
      description:
        "For every duration the share of the tasks of one run that took at most so long. A steep line has tasks that are alike; one far to the right has tasks that wait for each other, whatever the whole run takes.",
      axis: "time of one task (log scale)",
      unit: "ms",
      rows: tasks,
    };
  }
  const runs = rowsOf(document, ids, (id) => valuesIn(result, id, metric, key), LEAST_RUNS);
  if (runs.length === 0) return undefined;
  return {
    kind: "cumulative",
    id: `${anchor}-cumulative`,
    title: `${title}: how its runs spread`,
    description: "For every value the share of a variant's runs that came to at most so much.",
    axis: metricName(metric),
    unit: unitOf(metric),
    rows: runs,
  };
}

function rowsOf(
  document: Document,
  ids: readonly VariantId[],
  valuesOf: (id: VariantId) => readonly number[],
  least = LEAST_STEPS,
): CumulativeChart["rows"] {
  return ids.flatMap((id) => {
    const values = valuesOf(id)
      .filter((value) => value > 0)
      .sort((a, b) => a - b);
    return values.length < least ? [] : [{ ...nameOf(document, id), values }];
  });
}

function durations(result: ExperimentResult, id: VariantId): number[] {
  return variantOf(result, id)?.trace?.map(([, startMs, endMs]) => endMs - startMs) ?? [];
}

function nameOf(document: Document, id: VariantId) {
  return { name: variantName(document, id), language: languageOf(id) };
}
