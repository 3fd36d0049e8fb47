import type { Condition, PredicateClaim, Quantity, VariantId } from "../catalogue/entry.js";
import { gapOf } from "../stats/ratio.js";
import type { ExperimentResult } from "../store/result.js";
import { path } from "./figure-path.js";
import { whyMissing } from "./missing.js";
import { type Figure, joined, type Prose, prose } from "./prose.js";
import { ratioOf, unitOf, valuesIn } from "./samples.js";
import { digestsOf, type Statistic, statisticOf } from "./summary.js";
import { type JudgeContext, notMeasured, type Verdict } from "./verdict.js";

type Comparison = Extract<Condition, { kind: "comparison" }>;

/**
 * Judges a claim that counts: all of its conditions must be met. One that fails decides, whatever else could not be
 * measured; otherwise one that the noise hides, or that could not be measured, leaves the claim open. A condition on
 * a median, or on a ratio of two timed programs, is met, or fails, only where its whole interval says so.
 */
export function judgePredicate(
  claim: PredicateClaim,
  result: ExperimentResult,
  context: JudgeContext,
): Verdict {
  const outcomes = claim.conditions.map((condition, index) =>
    condition.kind === "comparison"
      ? compare(
          condition,
          path("catalogue", context.document.slug, "claims", claim.id, "conditions", index),
          result,
          context,
        )
      : countDigests(condition.says, result, context),
  );
  const those = (wanted: Outcome["met"]) =>
    joined(sentences(outcomes.filter(({ met }) => met === wanted)), "; ");
  const some = (wanted: Outcome["met"]) => outcomes.some(({ met }) => met === wanted);
  if (some("no")) return { kind: "does not hold", because: those("no") };
  if (some("unsure")) {
    return {
      kind: "not distinguishable",
      because: prose`${those("unsure")}; the interval lies on both sides`,
    };
  }
  if (some("not measured")) return notMeasured(those("not measured"));
  return { kind: "holds", because: those("yes") };
}

interface Outcome {
  readonly met: "yes" | "no" | "unsure" | "not measured";
  readonly sentence: Prose;
}

/** Two conditions may lack the same runtime, which is worth saying once. */
function sentences(outcomes: readonly Outcome[]): Prose[] {
  return [...new Map(outcomes.map(({ sentence }) => [JSON.stringify(sentence), sentence])).values()];
}

/** Each holds by the whole of two intervals, and fails where its opposite holds; a figure is an interval of itself. */
const RELATIONS = {
  "<": { holds: (left: Interval, right: Interval) => left.high < right.low, words: "less than" },
  "<=": { holds: (left: Interval, right: Interval) => left.high <= right.low, words: "at most" },
  ">": { holds: (left: Interval, right: Interval) => left.low > right.high, words: "more than" },
  ">=": { holds: (left: Interval, right: Interval) => left.low >= right.high, words: "at least" },
  "=": {
    holds: (left: Interval, right: Interval) => left.low === right.high && left.high === right.low,
    words: "exactly",
  },
} as const;

const OPPOSITES = { "<": [">="], "<=": [">"], ">": ["<="], ">=": ["<"], "=": ["<", ">"] } as const;

interface Interval {
  readonly low: number;
  readonly high: number;
}

function compare(
  condition: Comparison,
  at: string,
  result: ExperimentResult,
  context: JudgeContext,
): Outcome {
  const left = measure(condition.left, result, context);
  const right: Measured =
    typeof condition.right === "number"
      ? pointOf(condition.right, literal(`${at}/right`, condition.right, condition.left))
      : measure(condition.right, result, context);
  if ("missing" in left) return { met: "not measured", sentence: left.missing };
  if ("missing" in right) return { met: "not measured", sentence: right.missing };
  const relation = RELATIONS[condition.is];
  const fails = OPPOSITES[condition.is].some((opposite) => RELATIONS[opposite].holds(left, right));
  return {
    met: relation.holds(left, right) ? "yes" : fails ? "no" : "unsure",
    sentence: prose`${left.words} ${condition.says} (claimed: ${relation.words} ${right.words})`,
  };
}

type Measured = (Interval & { readonly words: Prose }) | { readonly missing: Prose };

const pointOf = (value: number, words: Prose): Measured => ({ low: value, high: value, words });

function measure(quantity: Quantity, result: ExperimentResult, context: JudgeContext): Measured {
  const within = quantity.per && intervalOf(quantity, quantity.per, result, context);
  if (within) return within;
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

/** The ratio of two variants within rounds, or their gap; undefined for other quantities, and where there are too few rounds. */
function intervalOf(
  { variant, metric, cell, by = "median", eitherWay }: Quantity,
  per: Quantity,
  result: ExperimentResult,
  context: JudgeContext,
): Measured | undefined {
  const alike = per.metric === metric && per.cell === cell && by === "median" && (per.by ?? by) === by;
  const ratio = alike ? ratioOf(result, variant, per.variant, metric, cell) : null;
  if (ratio === null) return undefined;
  const interval = eitherWay ? gapOf(ratio) : ratio;
  const how = path(eitherWay ? "gap" : "ratio", variant, per.variant, metric, cell ?? "");
  const figure = (which: "low" | "middle" | "high"): Figure => ({
    path: `${experimentPath(result, context)}/${how}/${which}`,
    value: interval[which],
    unit: "times",
  });
  return {
    low: interval.low,
    high: interval.high,
    words: prose`${figure("middle")} (${figure("low")} to ${figure("high")})`,
  };
}

/** Where the median may lie; undefined for an extreme, for samples that are too few, and for bounds that are one. */
function medianIntervalOf(
  quantity: Quantity,
  middle: Figure,
  result: ExperimentResult,
  context: JudgeContext,
): Measured | undefined {
  if ((quantity.by ?? "median") !== "median") return undefined;
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
  const value = statisticOf(valuesIn(result, variant, metric, cell), by);
  if (value === undefined) return undefined;
  const at = path("samples", variant, metric, cell ?? "", by);
  return { path: `${experimentPath(result, context)}/${at}`, value, unit: unitOf(metric) };
}

function literal(at: string, value: number, left: Quantity): Prose {
  return [{ path: at, value, unit: left.per === undefined ? unitOf(left.metric) : "times" }];
}

function missing(
  { variant, metric, cell }: Quantity,
  result: ExperimentResult,
  context: JudgeContext,
): Prose {
  return whyMissing([variant as VariantId], metric, cell, result, context);
}

/** Every run that ended well has the right digest, and none answered wrongly. */
function countDigests(says: string, result: ExperimentResult, context: JudgeContext): Outcome {
  const { right, all } = digestsOf(result);
  if (all === 0) return { met: "not measured", sentence: prose`no run of this experiment ended` };
  const at = `${experimentPath(result, context)}/digests`;
  const rightFigure: Figure = { path: `${at}/right`, value: right, unit: "count" };
  const allFigure: Figure = { path: `${at}/all`, value: all, unit: "count" };
  return { met: right === all ? "yes" : "no", sentence: prose`${rightFigure} of ${allFigure} ${says}` };
}

function experimentPath(result: ExperimentResult, { machine, document }: JudgeContext): string {
  return path("results", machine, document.slug, "experiments", result.id);
}
