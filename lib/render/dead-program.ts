import type { RatioClaim, VariantId } from "../catalogue/entry.js";
import type { ExperimentResult } from "../store/result.js";
import { path } from "./figure-path.js";
import { whyMissing } from "./missing.js";
import { variantName } from "./names.js";
import { prose } from "./prose.js";
import { samplesIn, unitOf, valuesIn, variantOf } from "./samples.js";
import { endedWell } from "./summary.js";
import { experimentPath, type JudgeContext, type Verdict } from "./verdict.js";

/** As many as an interval needs. */
const LEAST_RUNS = 6;

/**
 * A claim that puts a program ahead does not hold where that program never ends well and the other one does. It must
 * have shown in another cell that it can run here: else it is the machine that lacks something.
 *
 * @returns undefined for every other case, and for claims that are not of who takes less time
 */
export function judgeDead(
  claim: RatioClaim,
  result: ExperimentResult,
  context: JudgeContext,
): Verdict | undefined {
  const { numerator, denominator: ahead, metric, cell } = claim;
  if (claim.levelWithin !== undefined || unitOf(metric) !== "ms") return undefined;
  const tried = samplesIn(result, ahead, cell).filter(({ status }) => status !== "skipped");
  if (tried.length < LEAST_RUNS || endedWell(result, ahead, cell) > 0) return undefined;
  if (!runsElsewhere(result, ahead)) return undefined;
  const endedCount = valuesIn(result, numerator, metric, cell).length;
  if (endedCount < LEAST_RUNS) return undefined;
  const count = {
    path: `${experimentPath(result, context)}/${path("samples", numerator, metric, cell ?? "", "count")}`,
    value: endedCount,
    unit: "count" as const,
  };
  return {
    kind: "does not hold",
    because: prose`${variantName(context.document, numerator)} ended well ${count} times, and the program said to be ahead never did, though it runs in other cells: ${whyMissing([{ variant: ahead, metric, cell }], result, context)}`,
  };
}

function runsElsewhere(result: ExperimentResult, id: VariantId): boolean {
  return variantOf(result, id)?.samples.some(({ status }) => status === "ok") ?? false;
}
