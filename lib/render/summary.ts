import type { VariantId } from "../catalogue/entry.js";
import { medianInterval } from "../stats/median-interval.js";
import { median } from "../stats/quantile.js";
import type { ExperimentResult } from "../store/result.js";
import { cellIn, headlineOf, samplesIn, valuesIn } from "./samples.js";

/** What a number of values comes to; `low` and `high` bound the interval of the median. */
export type Statistic = "median" | "min" | "max" | "count" | "low" | "high";

/** @returns undefined for no values, and for the interval of fewer than six. */
export function statisticOf(values: readonly number[], statistic: Statistic): number | undefined {
  if (statistic === "count") return values.length;
  if (values.length === 0) return undefined;
  switch (statistic) {
    case "median":
      return median(values);
    case "min":
      return Math.min(...values);
    case "max":
      return Math.max(...values);
    default:
      return medianInterval(values)?.[statistic];
  }
}

/** The cell's bound divided by the median time there; undefined where either is not known. */
export function efficiencyOf(result: ExperimentResult, id: VariantId, cell?: string): number | undefined {
  const middle = statisticOf(valuesIn(result, id, "workMs", cell), "median");
  const ideal = cellIn(result, cell)?.ideal;
  return middle === undefined || middle <= 0 || ideal === undefined ? undefined : ideal.ms / middle;
}

/** The runs of a variant in a cell that ended well, whatever was measured of them. */
export function endedWell(result: ExperimentResult, id: VariantId, cell?: string): number {
  return samplesIn(result, id, cell).filter(({ status }) => status === "ok").length;
}

/**
 * How many runs ended with an answer, and how many of these gave the one that most gave. A run that the harness
 * found wrong is among all, and so is one without a digest.
 */
export function digestsOf(result: ExperimentResult): { right: number; all: number } {
  const headline = headlineOf(result) ?? "";
  const byCell = new Map<string, Map<string, number>>();
  let all = 0;
  for (const sample of Object.values(result.variants).flatMap(({ samples }) => samples)) {
    if (sample.status !== "ok" && sample.status !== "invalid") continue;
    all++;
    if (sample.status !== "ok" || sample.digest === undefined) continue;
    const cell = sample.cell ?? headline;
    const digests = byCell.get(cell) ?? new Map<string, number>();
    byCell.set(cell, digests.set(sample.digest, (digests.get(sample.digest) ?? 0) + 1));
  }
  const right = [...byCell.values()].reduce((sum, digests) => sum + Math.max(...digests.values()), 0);
  return { right, all };
}
