import type { Document, Experiment, VariantId } from "../catalogue/entry.js";
import type { CapacityChart } from "../charts/capacity.js";
import type { WorkerSharesChart } from "../charts/worker-shares.js";
import { jainIndex } from "../stats/jain-index.js";
import { median } from "../stats/quantile.js";
import type { ExperimentResult, Sample } from "../store/result.js";
import { catalogued, languageOf, variantName } from "./names.js";
import { plainText } from "./plain-text.js";
import { cellIn, samplesIn } from "./samples.js";

/** How the workers of each variant shared the work, in every cell, where they counted it; a copy adds nothing to that. */
export function workerSharesOf(
  { title }: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
  ids: readonly VariantId[],
): WorkerSharesChart | undefined {
  const programs = ids.filter((id) => catalogued(document, id)?.copyOf === undefined);
  const rows = Object.keys(result.cells).flatMap((cell) =>
    programs.flatMap((id) => {
      const shared = samplesIn(result, id, cell).flatMap((sample) => {
        const shares = sharesOf(numbered(sample, /^worker(\d+)Work$/));
        return shares === undefined ? [] : [shares];
      });
      if (shared.length === 0) return [];
      const title = catalogued(document, id)?.title ?? plainText(id);
      return [
        {
          name: `${plainText(cell.replaceAll("-", " "))}: ${title}`,
          language: languageOf(id),
          shares: meansByRank(shared),
          fairness: median(shared.map(jainIndex)),
        },
      ];
    }),
  );
  if (rows.length === 0) return undefined;
  return {
    kind: "worker-shares",
    id: `${anchor}-shares`,
    title: `${title}: the workers' shares`,
    description:
      "Each bar is all the work of a run, each part of it one worker's share, the busiest first; the mean over the runs by rank. Where the parts meet at the dashed lines, all workers had the same. Jain's index, at the right, is the median of the runs.",
    rows,
  };
}

/** How much of the workers served after each death, for the experiments that count it. */
export function capacityOf(
  { title }: Experiment,
  result: ExperimentResult,
  document: Document,
  { anchor, key }: { readonly anchor: string; readonly key?: string },
  ids: readonly VariantId[],
): CapacityChart | undefined {
  const intervalMs = cellIn(result, key)?.parameters.everyMs;
  if (typeof intervalMs !== "number" || !(intervalMs > 0)) return undefined;
  const rows = ids.flatMap((id) => {
    const series = samplesIn(result, id, key)
      .map((sample) => numbered(sample, /^capacityAfter(\d+)Strikes$/))
      .filter((shares) => shares.length > 0);
    if (series.length === 0) return [];
    const length = Math.min(...series.map((shares) => shares.length));
    const shares = Array.from({ length }, (_, index) => median(series.map((each) => each[index]!)));
    return [{ name: variantName(document, id), language: languageOf(id), shares }];
  });
  if (rows.length === 0) return undefined;
  return {
    kind: "capacity",
    id: `${anchor}-capacity`,
    title: `${title}: capacity over time`,
    description:
      "The share of the workers that serve, in the mean of each interval between two deaths. A line that falls by steps loses a worker each time; one that comes back has others started in their place.",
    intervalMs,
    rows,
  };
}

/** The values of a good sample's counters whose names differ in a number alone, in the order of that. */
function numbered({ status, counters = {} }: Sample, name: RegExp): number[] {
  if (status !== "ok") return [];
  return Object.entries(counters)
    .flatMap(([counter, value]) => {
      const number = name.exec(counter)?.[1];
      return number === undefined || !(value >= 0 && Number.isFinite(value))
        ? []
        : [{ at: Number(number), value }];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** From large to small; undefined where nothing was shared. */
function sharesOf(work: readonly number[]): number[] | undefined {
  const sum = work.reduce((total, each) => total + each, 0);
  return sum > 0 ? work.map((each) => each / sum).sort((a, b) => b - a) : undefined;
}

function meansByRank(runs: readonly (readonly number[])[]): number[] {
  const count = Math.max(...runs.map((shares) => shares.length));
  return Array.from(
    { length: count },
    (_, rank) => runs.reduce((sum, shares) => sum + (shares[rank] ?? 0), 0) / runs.length,
  );
}
