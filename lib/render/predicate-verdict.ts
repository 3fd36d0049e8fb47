import type { Condition, PredicateClaim, Quantity, VariantId } from "../catalogue/entry.js";
import type { ExperimentResult } from "../store/result.js";
import { path } from "./figure-path.js";
import { whyMissing } from "./missing.js";
import { type Figure, joined, type Prose, prose } from "./prose.js";
import { unitOf, valuesIn } from "./samples.js";
import { digestsOf, statisticOf } from "./summary.js";
import { type JudgeContext, notMeasured, type Verdict } from "./verdict.js";

type Comparison = Extract<Condition, { kind: "comparison" }>;

/**
 * Judges a claim that counts: all of its conditions must be met. One that fails decides, whatever else could not be
 * measured; otherwise one that could not be measured leaves the claim open.
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
  const failed = outcomes.filter(({ met }) => met === false);
  if (failed.length > 0) return { kind: "does not hold", because: joined(sentences(failed), "; ") };
  const open = outcomes.filter(({ met }) => met === undefined);
  if (open.length > 0) return notMeasured(joined(sentences(open), "; "));
  return { kind: "holds", because: joined(sentences(outcomes), "; ") };
}

interface Outcome {
  /** Undefined where it could not be measured. */
  readonly met: boolean | undefined;
  readonly sentence: Prose;
}

/** Two conditions may lack the same runtime, which is worth saying once. */
function sentences(outcomes: readonly Outcome[]): Prose[] {
  return [...new Map(outcomes.map(({ sentence }) => [JSON.stringify(sentence), sentence])).values()];
}

const RELATIONS = {
  "=": { holds: (left: number, right: number) => left === right, words: "exactly" },
  "<": { holds: (left: number, right: number) => left < right, words: "less than" },
  "<=": { holds: (left: number, right: number) => left <= right, words: "at most" },
  ">": { holds: (left: number, right: number) => left > right, words: "more than" },
  ">=": { holds: (left: number, right: number) => left >= right, words: "at least" },
} as const;

function compare(
  condition: Comparison,
  at: string,
  result: ExperimentResult,
  context: JudgeContext,
): Outcome {
  const left = measure(condition.left, result, context);
  const right: Measured =
    typeof condition.right === "number"
      ? { value: condition.right, words: literal(`${at}/right`, condition.right, condition.left) }
      : measure(condition.right, result, context);
  if ("missing" in left) return { met: undefined, sentence: left.missing };
  if ("missing" in right) return { met: undefined, sentence: right.missing };
  const relation = RELATIONS[condition.is];
  return {
    met: relation.holds(left.value, right.value),
    sentence: prose`${left.words} ${condition.says} (claimed: ${relation.words} ${right.words})`,
  };
}

type Measured = { readonly value: number; readonly words: Prose } | { readonly missing: Prose };

function measure(quantity: Quantity, result: ExperimentResult, context: JudgeContext): Measured {
  const above = figureOf(quantity, result, context);
  if (above === undefined) return { missing: missing(quantity, result, context) };
  if (quantity.per === undefined) return { value: above.value, words: [above] };
  const below = figureOf(quantity.per, result, context);
  if (below === undefined) return { missing: missing(quantity.per, result, context) };
  if (below.value === 0) return { missing: prose`nothing to divide by: ${below}` };
  const value = above.value / below.value;
  return { value, words: [{ path: `${above.path}|${below.path}`, value, unit: "times" }] };
}

function figureOf(quantity: Quantity, result: ExperimentResult, context: JudgeContext): Figure | undefined {
  const { variant, metric, cell, by = "median" } = quantity;
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
  if (all === 0) return { met: undefined, sentence: prose`no run of this experiment ended` };
  const at = `${experimentPath(result, context)}/digests`;
  const rightFigure: Figure = { path: `${at}/right`, value: right, unit: "count" };
  const allFigure: Figure = { path: `${at}/all`, value: all, unit: "count" };
  return { met: right === all, sentence: prose`${rightFigure} of ${allFigure} ${says}` };
}

function experimentPath(result: ExperimentResult, { machine, document }: JudgeContext): string {
  return path("results", machine, document.slug, "experiments", result.id);
}
