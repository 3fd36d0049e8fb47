import type { Condition, PredicateClaim, Quantity } from "../catalogue/entry.js";
import type { ExperimentResult } from "../store/result.js";
import { path } from "./figure-path.js";
import { type Bounds, type Measured, measureQuantity, pointOf } from "./measured-quantity.js";
import { type Figure, joined, type Prose, prose } from "./prose.js";
import { unitOf } from "./samples.js";
import { digestsOf } from "./summary.js";
import { experimentPath, type JudgeContext, notMeasured, type Verdict } from "./verdict.js";

type Comparison = Extract<Condition, { kind: "comparison" }>;

/**
 * Judges a claim that counts: all of its conditions must be met. One that fails decides, whatever else could not be
 * measured; otherwise one that the noise hides, or that could not be measured, leaves the claim open. A condition on
 * a median, or on a ratio of two timed programs, is met, or fails, only where its whole interval says so. Where runs
 * that differ are too few for one, it counts as not measured; the only run, and runs that are all the same, stand for
 * themselves.
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
  "<": { holds: (left: Bounds, right: Bounds) => left.high < right.low, words: "less than" },
  "<=": { holds: (left: Bounds, right: Bounds) => left.high <= right.low, words: "at most" },
  ">": { holds: (left: Bounds, right: Bounds) => left.low > right.high, words: "more than" },
  ">=": { holds: (left: Bounds, right: Bounds) => left.low >= right.high, words: "at least" },
  "=": {
    holds: (left: Bounds, right: Bounds) => left.low === right.high && left.high === right.low,
    words: "exactly",
  },
} as const;

const OPPOSITES = { "<": [">="], "<=": [">"], ">": ["<="], ">=": ["<"], "=": ["<", ">"] } as const;

function compare(
  condition: Comparison,
  at: string,
  result: ExperimentResult,
  context: JudgeContext,
): Outcome {
  const left = measureQuantity(condition.left, result, context);
  const right: Measured =
    typeof condition.right === "number"
      ? pointOf(condition.right, literal(`${at}/right`, condition.right, condition.left))
      : measureQuantity(condition.right, result, context);
  if ("missing" in left) return { met: "not measured", sentence: left.missing };
  if ("missing" in right) return { met: "not measured", sentence: right.missing };
  const relation = RELATIONS[condition.is];
  const fails = OPPOSITES[condition.is].some((opposite) => RELATIONS[opposite].holds(left, right));
  return {
    met: relation.holds(left, right) ? "yes" : fails ? "no" : "unsure",
    sentence: prose`${left.words} ${condition.says} (claimed: ${relation.words} ${right.words})`,
  };
}

function literal(at: string, value: number, left: Quantity): Prose {
  return [{ path: at, value, unit: left.per === undefined ? unitOf(left.metric) : "times" }];
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
