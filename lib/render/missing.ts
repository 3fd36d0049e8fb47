import type { Metric, VariantId } from "../catalogue/entry.js";
import type { ExperimentResult, Sample, SampleStatus } from "../store/result.js";
import { path } from "./figure-path.js";
import { variantName } from "./names.js";
import { plainText } from "./plain-text.js";
import { joined, listed, type Prose, prose } from "./prose.js";
import { samplesIn, valuesIn, variantOf } from "./samples.js";
import { experimentPath, type JudgeContext } from "./verdict.js";

/** What a figure is of: a variant by one of its metrics, in a cell or in the headline cell. */
export interface Side {
  readonly variant: VariantId;
  readonly metric: Metric;
  readonly cell?: string | undefined;
}

/**
 * Why a figure cannot be had from these sides: what each of them lacked, first of all the runtime that its skipped
 * samples name, or that the rounds in which all of them ended well are too few for an interval.
 */
export function whyMissing(sides: readonly Side[], result: ExperimentResult, context: JudgeContext): Prose {
  const inOneCell = new Set(sides.map(({ cell }) => cell)).size === 1;
  const nameOf = ({ variant, cell }: Side): Prose =>
    inOneCell || cell === undefined
      ? [variantName(context.document, variant)]
      : prose`${variantName(context.document, variant)} at ${plainText(cell)}`;
  const lacking = new Map<string, Prose[]>();
  for (const side of sides) {
    const { variant, metric, cell } = side;
    if (valuesIn(result, variant, metric, cell).length > 0) continue;
    const reason = whyNone(variant, metric, cell, result);
    lacking.set(reason, [...(lacking.get(reason) ?? []), nameOf(side)]);
  }
  if (lacking.size > 0) {
    return joined(
      [...lacking].map(([reason, names]) => prose`${listed(names)}: ${reason}`),
      "; ",
    );
  }
  const counts = sides.map((side): Prose => {
    const { variant, metric, cell } = side;
    const where = experimentPath(result, context);
    const at = path("samples", variant, metric, cell ?? "", "count");
    const value = valuesIn(result, variant, metric, cell).length;
    return prose`${nameOf(side)} ended well ${{ path: `${where}/${at}`, value, unit: "count" }} times`;
  });
  const few = sides.length === 1 ? "too few runs" : "too few rounds in common";
  return prose`${few} for an interval: ${joined(counts, ", ")}`;
}

/** The same of one variant that has no figure at all, in plain words. */
export function whyNone(
  id: VariantId,
  metric: Metric,
  cell: string | undefined,
  result: ExperimentResult,
): string {
  if (variantOf(result, id) === undefined) return "not among the variants of this run";
  const inCell = samplesIn(result, id, cell);
  // What could not run at all is skipped once, not in each cell.
  const samples =
    inCell.length > 0 ? inCell : variantOf(result, id)!.samples.filter(({ status }) => status === "skipped");
  if (samples.length === 0)
    return cell === undefined ? "it has no samples" : `it has no samples at ${plainText(cell)}`;
  for (const status of ["skipped", "error", "timeout", "invalid"] as const) {
    const reasons = reasonsOf(samples, status);
    if (reasons.length > 0) return reasons.join("; ");
  }
  return `its samples carry no ${metric.replace("counters.", "")}`;
}

/** The distinct reasons of the samples with a status, tamed for showing. */
export function reasonsOf(samples: readonly Sample[], status: SampleStatus): string[] {
  const words = {
    ok: "ok",
    error: "failed",
    timeout: "timed out",
    invalid: "answered wrongly",
    skipped: "skipped",
  };
  return [
    ...new Set(
      samples
        .filter((sample) => sample.status === status)
        .map(({ reason }) => (reason === undefined ? words[status] : plainText(reason))),
    ),
  ];
}
