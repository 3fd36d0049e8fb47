import type { Document, PublishedFigure } from "../catalogue/entry.js";
import type { ExperimentResult } from "../store/result.js";
import { path } from "./figure-path.js";
import { whyMissing } from "./missing.js";
import type { Figure, Prose } from "./prose.js";
import { unitOf, valuesIn } from "./samples.js";
import { type Statistic, statisticOf } from "./summary.js";
import type { JudgeContext } from "./verdict.js";

/** A figure that the essay prints, and what was measured here in its place. */
export interface PublishedRow {
  readonly published: PublishedFigure;
  readonly measured?: { readonly middle: Figure; readonly interval?: readonly [low: Figure, high: Figure] };
  /** Why there is no figure. */
  readonly missing?: Prose;
}

export function publishedRows(
  document: Document,
  resultOf: (experiment: string) => ExperimentResult | undefined,
  context: JudgeContext,
): PublishedRow[] {
  return document.published.map((published) => {
    const result = resultOf(published.experiment);
    const experiment = document.experiments.find(({ id }) => id === published.experiment);
    const metric = published.metric ?? experiment?.metric;
    if (result === undefined || metric === undefined)
      return { published, missing: ["no results of this experiment yet"] };
    const { variant, cell } = published;
    const at = path(
      "results",
      context.machine,
      document.slug,
      "experiments",
      result.id,
      "samples",
      variant,
      metric,
      cell ?? "",
    );
    const values = valuesIn(result, variant, metric, cell);
    const figure = (by: Statistic): Figure | undefined => {
      const value = statisticOf(values, by);
      return value === undefined ? undefined : { path: `${at}/${by}`, value, unit: unitOf(metric) };
    };
    const [middle, low, high] = [figure("median"), figure("low"), figure("high")];
    if (middle === undefined)
      return { published, missing: whyMissing([{ variant, metric, cell }], result, context) };
    return { published, measured: { middle, ...(low && high && { interval: [low, high] as const }) } };
  });
}
