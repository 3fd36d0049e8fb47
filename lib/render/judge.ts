import type { Claim } from "../catalogue/entry.js";
import type { ExperimentResult } from "../store/result.js";
import { judgeGrid } from "./condition-verdict.js";
import { judgePredicate } from "./predicate-verdict.js";
import { prose } from "./prose.js";
import { judgeRatio } from "./ratio-verdict.js";
import { type JudgeContext, notMeasured, type Verdict } from "./verdict.js";

/**
 * The verdict on a claim from raw samples, by one rule. With r the ratio oriented so that r > 1 is the claimed
 * direction, [lo, hi] its interval within rounds, f the noise floor and p the published ratio:
 *
 * - lo > f, and a rank test corrected for all declared comparisons tells the two apart: `holds`, or `holds in direction, not in size` where p lies outside [lo / 1.25, hi x 1.25];
 * - hi < 1 / f, and the same test: `reversed`; otherwise `not distinguishable`.
 * - A claim of being level (see `judgeLevel`) and one that counts: `holds` or `does not hold`.
 * - A claim with a declared condition, whose levels get different verdicts: `holds only if`.
 *
 * Samples that did not end well enter nothing. The smoke profile, too few rounds or runs and a missing runtime give
 * `not measured here`, with the reason. A stored verdict is never looked at.
 */
export function judge(claim: Claim, result: ExperimentResult | undefined, context: JudgeContext): Verdict {
  if (result === undefined)
    return notMeasured(prose`this machine's results have no experiment of this name yet`);
  if (result.profile === "smoke")
    return notMeasured(prose`the smoke profile only shows that everything runs`);
  if (claim.kind === "predicate") return judgePredicate(claim, result, context);
  return claim.condition === undefined
    ? judgeRatio(claim, result, context)
    : judgeGrid(claim, result, context);
}
