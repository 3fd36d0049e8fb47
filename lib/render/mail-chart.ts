import type { Document, Experiment, VariantId } from "../catalogue/entry.js";
import type { OutcomeGridChart } from "../charts/outcome-grid.js";
import { metricOf } from "../store/metric.js";
import type { ExperimentResult, Sample } from "../store/result.js";
import { formatFigure } from "../units.js";
import { catalogued } from "./names.js";
import { type Outcome, outcomeGridOf } from "./outcome-grid.js";

/**
 * What became of the mails that pages had promised, where an experiment counts that: each form, left alone and with its
 * process ended midway.
 */
export function mailsKeptOf(
  { title }: Experiment,
  result: ExperimentResult,
  document: Document,
  anchor: string,
  ids: readonly VariantId[],
): OutcomeGridChart | undefined {
  const cells = Object.entries(result.cells)
    .filter(([, { parameters }], index) => index === 0 || Object.hasOwn(parameters, "midway"))
    .map(([id]) => id);
  return outcomeGridOf(
    {
      id: `${anchor}-mails`,
      title: `${title}: promised and kept`,
      description:
        "A box for each form of sending and each end of its process, filled with the share of the promised mails that came. In it how many did not; below it how many came twice.",
    },
    {
      result,
      document,
      ids: ids.filter((id) => catalogued(document, id)?.copyOf === undefined),
      cells,
      outcomeOf,
    },
  );
}

/** Of the run that lost most: one that lost none by luck must not hide it. */
function outcomeOf(samples: readonly Sample[]): Outcome | undefined {
  const runs = samples
    .filter(({ status }) => status === "ok" || status === "invalid")
    .map((sample) => (name: string) => metricOf(sample, `counters.${name}`))
    .filter((count) => (count("promisedMails") ?? 0) > 0)
    .map((count) => ({
      promised: count("promisedMails")!,
      lost: count("lostMails") ?? 0,
      twice: count("mailsSentTwice") ?? 0,
    }));
  const worst = runs.reduce((a, b) => (b.lost / b.promised > a.lost / a.promised ? b : a), runs[0]!);
  if (worst === undefined) return undefined;
  const { promised, lost, twice } = worst;
  return {
    share: 1 - lost / promised,
    text:
      lost === 0 ? "none lost" : `${formatFigure(lost, "count")} of ${formatFigure(promised, "count")} lost`,
    ...(twice > 0 && { note: `${formatFigure(twice, "count")} sent twice` }),
  };
}
