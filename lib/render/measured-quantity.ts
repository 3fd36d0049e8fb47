import type { Quantity } from "../catalogue/entry.js";
import { gapOf } from "../stats/ratio.js";
import type { ExperimentResult } from "../store/result.js";
import { path } from "./figure-path.js";
import { whyMissing } from "./missing.js";
import { type Figure, type Prose, prose } from "./prose.js";
import { headlineOf, ratioOf, unitOf, valuesIn } from "./samples.js";
import { type Statistic, statisticOf } from "./summary.js";
import { experimentPath, type JudgeContext } from "./verdict.js";

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** What a quantity came to, the bounds of a point being one; or why nothing can be said. */
export type Measured = (Bounds & { readonly words: Prose }) | { readonly missing: Prose };

export function pointOf(value: number, words: Prose): Measured {
  return { low: value, high: value, words };
}

/**
 * The value of a quantity from the samples that ended well: an interval of 95% or more for a median, and for a ratio
 * within rounds, also of two cells. A point are extremes, quotients of two metrics, the only run, and runs that are all the same.
 */
export function measureQuantity(
  quantity: Quantity,
  result: ExperimentResult,
  context: JudgeContext,
): Measured {
  const within = quantity.per && intervalOf(quantity, quantity.per, result, context);
  if (within) return within;
  const few = tooFew(quantity, result, context);
  if (few) return { missing: few };
  const above = figureOf(quantity, result, context);
  if (above === undefined) return { missing: missing(quantity, result, context) };
  if (quantity.per === undefined) {
    return medianIntervalOf(quantity, above, result, context) ?? pointOf(above.value, [above]);
  }
  const below = figureOf(quantity.per, result, context);
  if (below === undefined) return { missing: missing(quantity.per, result, context) };
  if (below.value === 0) return { missing: prose`nothing to divide by: ${below}` };
  const [over, under] = quantity.eitherWay && above.value < below.value ? [below, above] : [above, below];
  const value = over.value / under.value;
  return pointOf(value, [{ path: `${over.path}|${under.path}`, value, unit: "times" }]);
}

/**
 * Why there is no interval to judge by, of runs that differ but are too few; undefined for all else. A point in its
 * place would make a verdict more certain the more runs are lost.
 */
function tooFew(quantity: Quantity, result: ExperimentResult, context: JudgeContext): Prose | undefined {
  const { per } = quantity;
  const sides = per === undefined ? [quantity] : [quantity, per];
  const unsure = sides.filter((side) => isMedian(side) && new Set(valuesOf(side, result)).size > 1);
  if (per && isWithinRounds(quantity, per) && unsure.length > 0) return whyMissing(sides, result, context);
  const short = unsure.find((side) => statisticOf(valuesOf(side, result), "low") === undefined);
  return short && missing(short, result, context);
}

/** Whether two quantities have a ratio in each round, which needs medians of one metric. */
function isWithinRounds(quantity: Quantity, per: Quantity): boolean {
  return per.metric === quantity.metric && isMedian(quantity) && isMedian(per);
}

function isMedian({ by = "median" }: Quantity): boolean {
  return by === "median";
}

function valuesOf({ variant, metric, cell }: Quantity, result: ExperimentResult): number[] {
  return valuesIn(result, variant, metric, cell);
}

/**
 * The ratio of two variants, or of two cells, within rounds, or their gap; undefined for other quantities, and where
 * there are too few rounds.
 */
function intervalOf(
  quantity: Quantity,
  per: Quantity,
  result: ExperimentResult,
  context: JudgeContext,
): Measured | undefined {
  const { variant, metric, cell, eitherWay } = quantity;
  const under = per.cell === cell ? undefined : (per.cell ?? headlineOf(result));
  const ratio = isWithinRounds(quantity, per)
    ? ratioOf(result, variant, per.variant, metric, cell, under)
    : null;
  if (ratio === null) return undefined;
  const interval = eitherWay ? gapOf(ratio) : ratio;
  const how = eitherWay ? "gap" : "ratio";
  const figure = (which: "low" | "middle" | "high"): Figure => ({
    path: `${experimentPath(result, context)}/${path(how, variant, per.variant, metric, cell ?? "", which, ...(under === undefined ? [] : [under]))}`,
    value: interval[which],
    unit: "times",
  });
  return {
    low: interval.low,
    high: interval.high,
    words: prose`${figure("middle")} (${figure("low")} to ${figure("high")})`,
  };
}

/** Where the median may lie; undefined for an extreme, for a sample that stands for itself, and for bounds that are one. */
function medianIntervalOf(
  quantity: Quantity,
  middle: Figure,
  result: ExperimentResult,
  context: JudgeContext,
): Measured | undefined {
  if (!isMedian(quantity)) return undefined;
  const low = figureOf(quantity, result, context, "low");
  const high = figureOf(quantity, result, context, "high");
  if (low === undefined || high === undefined || low.value === high.value) return undefined;
  return { low: low.value, high: high.value, words: prose`${middle} (${low} to ${high})` };
}

function figureOf(
  quantity: Quantity,
  result: ExperimentResult,
  context: JudgeContext,
  by: Statistic = quantity.by ?? "median",
): Figure | undefined {
  const { variant, metric, cell } = quantity;
  const value = statisticOf(valuesOf(quantity, result), by);
  if (value === undefined) return undefined;
  const at = path("samples", variant, metric, cell ?? "", by);
  return { path: `${experimentPath(result, context)}/${at}`, value, unit: unitOf(metric) };
}

function missing(quantity: Quantity, result: ExperimentResult, context: JudgeContext): Prose {
  return whyMissing([quantity], result, context);
}
