import type { BenchComparison, BenchWork } from "../../catalogue/bench/bench-work.js";
import type { VariantId } from "../../catalogue/entry.js";
import { median } from "../../stats/quantile.js";
import { type RoundValue, ratioWithinRounds, roundRatios } from "../../stats/ratio.js";
import type { BenchSamples } from "../../store/bench-file.js";
import { metricOf } from "../../store/metric.js";

/** A line of the table of speed: how many times as good the subject is as the baseline. */
export interface BenchRow {
  readonly work: string;
  readonly subject: VariantId;
  readonly baseline: VariantId;
  /** The median of the ratios within rounds; null where one of both did not run. */
  readonly ratio: number | null;
  /** The interval of that median at 95% or more; null with fewer than six rounds. */
  readonly low: number | null;
  readonly high: number | null;
  readonly floor: number | null;
  readonly goal: number | null;
  /** Whether the ratio reaches the floor; null where there is no floor or no ratio. */
  readonly met: boolean | null;
  /** Whether the whole interval lies on one side of the floor; null as `met`. */
  readonly clear: boolean | null;
  /** What stands between it and its floor; only where that is missed. */
  readonly obstacle?: string;
}

/** What one subject came to in a work. */
export interface BenchFigure {
  readonly id: VariantId;
  readonly title: string;
  /** In the unit of the work's metric; null where no run ended well. */
  readonly middle: number | null;
  /** Why a run did not end well, where one did not. */
  readonly reason?: string;
}

/** The rows of a work by the catalogue's comparisons, from samples that may be a stranger's. */
export function benchRows(work: BenchWork, samples: BenchSamples): BenchRow[] {
  return work.comparisons.map((comparison) => rowOf(work, comparison, samples));
}

/** The medians of a work's subjects, in the order of the catalogue. */
export function benchFigures(work: BenchWork, samples: BenchSamples): BenchFigure[] {
  return work.subjects.map(({ id, title }) => {
    const values = valuesOf(work, id, samples).map(({ value }) => value);
    const reason = own(samples, id).find(({ status }) => status !== "ok")?.reason;
    return {
      id,
      title,
      middle: values.length === 0 ? null : median(values),
      ...(reason !== undefined && { reason }),
    };
  });
}

function rowOf(
  work: BenchWork,
  { subject, baseline, floor, goal, obstacle }: BenchComparison,
  samples: BenchSamples,
): BenchRow {
  const [ours, theirs] = [valuesOf(work, subject, samples), valuesOf(work, baseline, samples)];
  const [above, below] = work.better === "more" ? [ours, theirs] : [theirs, ours];
  const interval = ratioWithinRounds(above, below);
  const { ratios } = roundRatios(above, below);
  const ratio = ratios.length === 0 ? null : median(ratios);
  const met = floor === undefined || ratio === null ? null : ratio >= floor;
  return {
    work: work.id,
    subject,
    baseline,
    ratio,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    floor: floor ?? null,
    goal: goal ?? null,
    met,
    clear: met === null ? null : interval !== null && (interval.low >= floor! || interval.high < floor!),
    ...(met === false && obstacle !== undefined && { obstacle }),
  };
}

function valuesOf({ metric }: BenchWork, id: VariantId, samples: BenchSamples): RoundValue[] {
  return own(samples, id).flatMap((sample) => {
    const value = metricOf(sample, metric);
    return sample.status === "ok" && sample.round !== undefined && value !== undefined
      ? [{ round: sample.round, value }]
      : [];
  });
}

function own(samples: BenchSamples, id: VariantId) {
  return Object.hasOwn(samples, id) ? samples[id]! : [];
}
