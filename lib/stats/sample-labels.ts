import { outliers } from "./outliers.js";
import { coldCount } from "./warm-up.js";

/** What sets a run apart: `cold` for a run of the warm-up, `high` and `low` for an outlier among the steady ones. */
export type SampleLabel = "cold" | "high" | "low";

/**
 * Labels the runs of one program in the order in which they were measured: first its warm-up, where one shows, then the
 * outliers among the rest. The labels are for readers; every run enters every figure.
 *
 * @returns in the order of `values`, null for what nothing sets apart.
 */
export function sampleLabels(values: readonly number[]): (SampleLabel | null)[] {
  const cold = coldCount(values);
  return [...Array.from({ length: cold }, () => "cold" as const), ...outliers(values.slice(cold))];
}
